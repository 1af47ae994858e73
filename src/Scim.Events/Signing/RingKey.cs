using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>A key by which tokens are signed.</summary>
internal sealed class RingKey
{
    private RingKey(AsymmetricSecurityKey key, JsonWebKey published) =>
        (Credentials, Published) = (new SigningCredentials(key, published.Alg), published);

    /// <summary>What signs.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>The public part, as it is published (RFC 7517 §4).</summary>
    public JsonWebKey Published { get; }

    /// <summary>A key of the curve P-256.</summary>
    public static RingKey Of(string id, ECDsa key)
    {
        var secret = new ECDsaSecurityKey(key) { KeyId = id };
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new RingKey(secret, new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
            Alg = SecurityAlgorithms.EcdsaSha256,
            Use = JsonWebKeyUseNames.Sig,
            Kid = id,
        });
    }

    /// <summary>A key of RSA.</summary>
    public static RingKey Of(string id, RSA key)
    {
        var secret = new RsaSecurityKey(key) { KeyId = id };
        var open = key.ExportParameters(includePrivateParameters: false);
        return new RingKey(secret, new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.RSA,
            N = Base64UrlEncoder.Encode(open.Modulus),
            E = Base64UrlEncoder.Encode(open.Exponent),
            Alg = SecurityAlgorithms.RsaSha256,
            Use = JsonWebKeyUseNames.Sig,
            Kid = id,
        });
    }
}
