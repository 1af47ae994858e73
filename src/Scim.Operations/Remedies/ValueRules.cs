using System.Text.RegularExpressions;

namespace Scim.Operations.Remedies;

/// <summary>Values that are missing or that an attribute does not take.</summary>
internal static partial class ValueRules
{
    private static readonly string[] Names = ["name.givenName", "name.familyName"];

    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "username-missing",
            kind => Is(kind) && Missing(kind).Contains("userName"),
            c => $"The user came without userName. Map it {c.Places.Mapping}, to what is unique for each person, normally the e-mail "
                + $"address; look whether it is empty for this person. {c.Places.Again}."),
        new(
            "names-missing",
            kind => Is(kind) && Missing(kind).Count > 0 && Missing(kind).All(Names.Contains),
            c => $"The user came without {string.Join(" and ", Missing(c.Kind))}, which the account requires. Map "
                + $"{(Missing(c.Kind).Count > 1 ? "them" : "it")} {c.Places.Mapping}; where "
                + $"{(Missing(c.Kind).Count > 1 ? "one of them" : "it")} is empty, {c.Places.Substitute}. "
                + $"Or let the account take users without names. {c.Places.Again}.")
        {
            Step = c => new Remedy.NeedNoNames(c.Account),
        },
        new(
            "value-required",
            kind => Is(kind) && Missing(kind).Count > 0,
            c => $"The user came without {string.Join(" and ", Missing(c.Kind))}, which a schema requires. Map a value "
                + $"{c.Places.Mapping}; where it is empty, {c.Places.Substitute}. {c.Places.Again}.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "value-not-listed",
            Says("takes one of"),
            c => $"The schema takes only the values that the detail lists. Map them {c.Places.Mapping}, or let the schema have more "
                + "canonicalValues.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "json-in-text",
            Says("holds JSON as text"),
            c => $"The value is JSON written as text, which is no value of the attribute. Correct the expression {c.Places.Mapping}; for "
                + "roles use one that gives the value itself."),
        new(
            "text-too-long",
            kind => Is(kind) && kind.Says("takes at most") && kind.Says("characters"),
            c => $"A text is longer than the detail says. Shorten it at its source, or cut it {c.Places.Mapping}."),
        new(
            "too-many-values",
            kind => Is(kind) && kind.Says("takes at most"),
            c => $"A list has more values than the detail says. Map fewer {c.Places.Mapping}."),
        new(
            "primary-twice",
            Says("may be primary"),
            c => $"Two entries of a list are primary. Let only one be {c.Places.Mapping}."),
        new(
            "boolean-wrong",
            Says("must be true or false"),
            c => $"The attribute takes true or false. Correct the expression {c.Places.Mapping}"
                + (c.Connector?.Name == "entra"
                    ? ", for active to Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")."
                    : ".")),
        new(
            "date-wrong",
            Says("must be a date"),
            c => $"The attribute takes a date and time such as 2026-01-31T12:00:00Z. Format it {c.Places.Mapping}."),
        new(
            "number-wrong",
            kind => Is(kind) && (kind.Says("must be a whole number") || kind.Says("must be a number")),
            c => $"The attribute takes a number. Correct the value {c.Places.Mapping}."),
        new(
            "base64-wrong",
            Says("must be base64"),
            c => $"The attribute takes base64. Encode the value {c.Places.Mapping}."),
        new(
            "text-wrong",
            Says("must be a string"),
            c => $"The attribute takes text, and a list, an object or another kind of value came. Map one text {c.Places.Mapping}.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "object-wrong",
            Says("must be an object"),
            c => $"The attribute has parts, and a plain value came. Map the part that is meant {c.Places.Mapping}, such as name.familyName "
                + "or manager.value.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
        new(
            "bulk-id",
            Says("bulkId"),
            _ => "A bulk request refers to a bulkId that no POST of it has, or gives one twice. Correct the client."),
        new(
            "value-wrong",
            Is,
            c => $"A value does not fit its attribute; the detail names which. Correct it {c.Places.Mapping}.")
        {
            Step = c => new Remedy.SeeSchemas(c.Account),
        },
    ];

    private static bool Is(RefusalKind kind) => kind.Type == "invalidValue";

    private static Func<RefusalKind, bool> Says(string text) => kind => Is(kind) && kind.Says(text);

    /// <summary>The attributes that the detail says are required, each once.</summary>
    private static List<string> Missing(RefusalKind kind) =>
        [.. Required().Matches(kind.Detail ?? "").Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"([\w.:$-]{1,200}) is required")]
    private static partial Regex Required();
}
