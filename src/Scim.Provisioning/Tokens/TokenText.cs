using System.Buffers.Text;
using System.Security.Cryptography;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// The text of an STS token: a prefix by which one found in the wrong place is recognised, and 256 random bits in base64url.
/// </summary>
internal static class TokenText
{
    private const int Bytes = 32;
    private static readonly int Length = TokenService.Prefix.Length + Base64Url.GetEncodedLength(Bytes);

    /// <summary>A new token.</summary>
    public static string Draw() => TokenService.Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>False if a text is certainly none, which costs no look into storage.</summary>
    public static bool CanBe(string text) =>
        text.Length == Length
        && text.StartsWith(TokenService.Prefix, StringComparison.Ordinal)
        && Base64Url.IsValid(text.AsSpan(TokenService.Prefix.Length));
}
