using Microsoft.IdentityModel.Tokens;

namespace Scim.Provisioning.Federation;

/// <summary>The algorithms (RFC 7518 §3.1) by which an assertion may be signed: with a public key, and never none.</summary>
public static class AssertionAlgorithms
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> All { get; } =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>The <c>kty</c> of the keys of one of them.</summary>
    internal static string KeyTypeOf(string algorithm) =>
        algorithm == SecurityAlgorithms.EcdsaSha256 ? JsonWebAlgorithmsKeyTypes.EllipticCurve : JsonWebAlgorithmsKeyTypes.RSA;
}
