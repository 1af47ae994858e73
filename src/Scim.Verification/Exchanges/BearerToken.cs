namespace Scim.Verification.Exchanges;

/// <summary>The form of a bearer token.</summary>
public static class BearerToken
{
    private const int Longest = 16 * 1024;

    /// <summary>True if a text can be sent as one: 1 to 16,384 visible ASCII characters.</summary>
    public static bool IsOne(string text) => text.Length is > 0 and <= Longest && text.All(letter => letter is > ' ' and <= '~');
}
