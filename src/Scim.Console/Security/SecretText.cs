using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scim.Console.Security;

/// <summary>Random texts of 256 bits, of which the console keeps the SHA-256 only.</summary>
internal static class SecretText
{
    private const int Bytes = 32;

    /// <summary>How many characters one has.</summary>
    private static readonly int Length = Base64Url.GetEncodedLength(Bytes);

    /// <summary>A new one: 43 characters of base64url.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of one.</summary>
    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>The hash of a text that somebody sends; null if it cannot be one of these.</summary>
    public static byte[]? HashOfSent(string? text) => text?.Length == Length ? HashOf(text) : null;

    /// <summary>Whether two hashes are equal, in a time that does not tell where they differ.</summary>
    public static bool AreEqual(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
