using System.Diagnostics.CodeAnalysis;

namespace Scim.Operations.Clients;

/// <summary>An address that an operator gives: https, or http to the machine itself.</summary>
internal static class WebAddress
{
    /// <summary>The most characters.</summary>
    public const int Longest = 512;

    /// <summary>
    /// Reads an absolute address without user info and without a fragment, of at most <see cref="Longest"/> characters.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        return text.Length <= Longest
            && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '#' or '\\')
            && Uri.TryCreate(text, UriKind.Absolute, out address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address.UserInfo.Length == 0;
    }
}
