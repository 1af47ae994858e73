namespace Scim.Storage.Tables.Users;

/// <summary>
/// The form of a text that is the same for all texts that are equal without case. It is upper case, because that is what
/// <see cref="StringComparison.OrdinalIgnoreCase"/> compares: lower case would make one of the Kelvin sign and <c>k</c>.
/// </summary>
internal static class CaselessText
{
    public static string Fold(string text) => text.ToUpperInvariant();
}
