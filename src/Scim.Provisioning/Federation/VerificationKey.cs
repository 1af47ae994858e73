using System.Buffers.Text;
using System.Numerics;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Provisioning.Federation;

/// <summary>A key of a key set (RFC 7517 §4) by which a signature may be verified.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Key">What the signature is verified by.</param>
/// <param name="Use">Its <c>use</c>; null if it has none.</param>
/// <param name="Algorithm">Its <c>alg</c>; null if it has none.</param>
internal sealed record VerificationKey(string Id, JsonWebKey Key, string? Use, string? Algorithm)
{
    private const string Curve = "P-256";
    private const int LeastBits = 2048;
    private const int MostBits = 4096;

    /// <summary>Why the key is not one for a signature by that algorithm; null if it is.</summary>
    public AssertionFault? FaultFor(string algorithm)
    {
        if (Use is not (null or "sig"))
            return AssertionFault.KeyUse;
        if (Key.Kty != AssertionAlgorithms.KeyTypeOf(algorithm) || (Algorithm is not null && Algorithm != algorithm))
            return AssertionFault.KeyAlgorithm;
        var isStrong = Key.Kty == JsonWebAlgorithmsKeyTypes.EllipticCurve
            ? Key.Crv == Curve
            : Bits(Key.N) is >= LeastBits and <= MostBits;
        return isStrong ? null : AssertionFault.KeySize;
    }

    private static int Bits(string? modulus)
    {
        if (modulus is null || !Base64Url.IsValid(modulus))
            return 0;
        return (int)new BigInteger(Base64Url.DecodeFromChars(modulus), isUnsigned: true, isBigEndian: true).GetBitLength();
    }
}
