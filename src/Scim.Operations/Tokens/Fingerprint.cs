using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tokens;

/// <summary>The first digits of a token's hash, by which an operator names it. Nobody can make the token of it.</summary>
public static class Fingerprint
{
    /// <summary>How many hexadecimal digits are shown.</summary>
    public const int Length = 16;

    /// <summary>The fewest digits that name a token.</summary>
    public const int Shortest = 8;

    /// <summary>True if the text can be the beginning of a fingerprint that names a token.</summary>
    public static bool IsOne(string digits) => digits.Length >= Shortest && digits.All(char.IsAsciiHexDigit);

    /// <summary>The fingerprint of a token.</summary>
    public static string Of(StsToken token) => token.Hash.ToString()[..Length];

    /// <summary>True if the digits are the beginning of the token's hash.</summary>
    public static bool Names(string digits, StsToken token) => token.Hash.ToString().StartsWith(digits, StringComparison.OrdinalIgnoreCase);
}
