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

    /// <summary>The user with <c>emails</c> derived anew from <c>userName</c>, whatever they were.</summary>
    public static ComplexValue Renew(ComplexValue user) =>
        user.With(UserResource.Emails, From((string?)user[UserResource.UserName]));

    /// <summary>True if the user has no <c>emails</c>, or just those that derive from <c>userName</c>: then none are its own.</summary>
    public static bool Stands(ComplexValue user) =>
        user[UserResource.Emails] is not { } emails || emails.Equals(From((string?)user[UserResource.UserName]));

    private static bool LooksLikeAddress(string? name)
    {
        if (name is null || name.Length > MaxLength)
            return false;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && IsPart(name.AsSpan(0, at)) && IsPart(name.AsSpan(at + 1));
    }

    private static bool IsPart(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty || part.ContainsAny(Delimiters) || part[0] == '.' || part[^1] == '.' || part.Contains("..", StringComparison.Ordinal))
            return false;
        foreach (var character in part)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
                return false;
        }
        return true;
    }
}
