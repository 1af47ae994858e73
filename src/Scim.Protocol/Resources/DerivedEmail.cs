using System.Buffers;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// The <c>emails</c> of a user who has none of its own: one <c>work</c>, <c>primary</c> entry that repeats <c>userName</c> and
/// moves with it.
/// </summary>
public static class DerivedEmail
{
    private const int MaxLength = 254;

    private static readonly SearchValues<char> Delimiters = SearchValues.Create("@<>()[]\\,;:\"");

    /// <summary>
    /// The derived list, or null if the name does not look like an e-mail address: at most 254 characters, one <c>@</c> with text
    /// on both sides, no white space, control character or any of <c>&lt;&gt;()[]\,;:"</c>, and no dot that is doubled, leads or
    /// trails on either side.
    /// </summary>
    public static MultiValue? From(string? userName) =>
        LooksLikeAddress(userName)
            ? new MultiValue(ComplexValue.Of(
                UserResource.Emails.SubAttributes,
                (UserResource.EmailValue, userName),
                (UserResource.EmailType, "work"),
                (UserResource.EmailPrimary, true)))
            : null;

    /// <summary>
    /// True if nothing has been given to, or taken from, what was derived: <paramref name="emails"/> has its entries, be it that a client
    /// said what was there already (RFC 7644 §3.5.2.1), and beside them at most labels that wait for a value.
    /// </summary>
    /// <param name="emails">The <c>emails</c> of a user who had none of its own.</param>
    /// <param name="derived">Those that were derived; null if the name gave none.</param>
    public static bool IsUntouched(object? emails, object? derived)
    {
        if (Equals(emails, derived))
            return true;
        if (emails is not MultiValue { Count: > 0 } list)
            return false;
        var content = list.Where(entry => !Entry.IsBare(entry));
        return content.SequenceEqual(derived as MultiValue ?? []);
    }

    /// <summary>Untouched <c>emails</c> with other derived entries in place of theirs.</summary>
    public static MultiValue? Follow(object? emails, MultiValue? derived)
    {
        var labels = (emails as MultiValue ?? []).Where(Entry.IsBare).ToList();
        return labels.Count == 0 ? derived : new MultiValue([.. derived ?? [], .. labels]);
    }

    /// <summary>Whether a text has the form of an e-mail address, as <see cref="From"/> says.</summary>
    internal static bool LooksLikeAddress(string? name)
    {
        if (name is null || name.Length > MaxLength)
            return false;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && IsPart(name.AsSpan(0, at)) && IsPart(name.AsSpan(at + 1));
    }

    private static bool IsPart(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty
            || part.ContainsAny(Delimiters)
            || part[0] == '.'
            || part[^1] == '.'
            || part.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (var character in part)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
                return false;
        }
        return true;
    }
}
