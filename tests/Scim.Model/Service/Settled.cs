namespace Scim.Model.Service;

/// <summary>
/// Open questions of the contract that the product has settled. The model holds it to its answer, so that a change of one is seen;
/// README.md has what each answer means.
/// </summary>
internal static class Settled
{
    private static readonly Dictionary<string, int> Answers = new(StringComparer.Ordinal)
    {
        ["a comparison with the empty text is one with null"] = 1,
        ["a list may be sent as its one entry"] = 0,
        ["a manager given by its value alone loses its $ref"] = 0,
        ["a text in a list is an entry's value"] = 0,
        ["add of an entry that is there but for other sub-attributes"] = 0,
        ["add of nothing to a list unassigns it"] = 1,
        ["add of nothing to a single value unassigns it"] = 0,
        ["an entry of emails without value but with display is kept"] = 0,
        ["an entry of other attributes without value but with display is kept"] = 0,
        ["an entry that is primary and nothing else counts"] = 1,
        ["co, sw and ew of a binary value are refused"] = 0,
        ["emails set to the empty text are as absent"] = 0,
        ["eq null and ne hold behind brackets where no entry matches"] = 1,
        ["ne holds for a list where one entry lacks the sub-attribute"] = 0,
        ["ne holds for a missing attribute"] = 0,
        ["of two entries with the same value and type in a list, what is kept"] = 2,
        ["of two entries with the same value and type, one of them primary, the kept one is primary"] = 1,
        ["repeated entries are made one before primaries are counted"] = 0,
        ["ties descend when the order does"] = 0,
    };

    /// <summary>The answer; null for a question that each account may answer.</summary>
    public static int? Answer(string question) => Answers.TryGetValue(question, out var answer) ? answer : null;
}
