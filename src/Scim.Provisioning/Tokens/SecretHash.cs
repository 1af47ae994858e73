using System.Security.Cryptography;
using System.Text;

namespace Scim.Provisioning.Tokens;

/// <summary>The SHA-256 of a token or client secret, all that is ever stored of it. Compares in constant time.</summary>
public sealed class SecretHash : IEquatable<SecretHash>
{
    private readonly byte[] _bytes;

    private SecretHash(byte[] bytes) => _bytes = bytes;

    /// <summary>The hash of a secret.</summary>
    public static SecretHash Of(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Reads a hash from 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is no such hash.</exception>
    public static SecretHash Parse(string hex) =>
        hex.Length == 64 ? new SecretHash(Convert.FromHexString(hex)) : throw new FormatException("A hash has 64 hexadecimal digits.");

    /// <inheritdoc/>
    public bool Equals(SecretHash? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretHash);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_bytes);
}
