using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>A key by which tokens are signed.</summary>
internal sealed class SigningKey
{
    private SigningKey(string id, string algorithm, DateTimeOffset signsFrom, AsymmetricSecurityKey key, JsonWebKey published)
    {
        (Id, Algorithm, SignsFrom, Published) = (id, algorithm, signsFrom, published);
        Credentials = new SigningCredentials(key, algorithm);
    }

    /// <summary>Its <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>How it signs (RFC 7518 §3.1): <c>ES256</c> or <c>RS256</c>.</summary>
    public string Algorithm { get; }

    /// <summary>From when on it signs. It is published before.</summary>
    public DateTimeOffset SignsFrom { get; }

    /// <summary>What signs.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>The public part, as it is published (RFC 7517 §4).</summary>
    public JsonWebKey Published { get; }

    /// <summary>A key of the curve P-256.</summary>
    public static SigningKey Of(string id, DateTimeOffset signsFrom, ECDsa key)
    {
        var secret = new ECDsaSecurityKey(key) { KeyId = id };
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new SigningKey(id, SecurityAlgorithms.EcdsaSha256, signsFrom, secret, new JsonWebKey
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
    public static SigningKey Of(string id, DateTimeOffset signsFrom, RSA key)
    {
        var secret = new RsaSecurityKey(key) { KeyId = id };
        var open = key.ExportParameters(includePrivateParameters: false);
        return new SigningKey(id, SecurityAlgorithms.RsaSha256, signsFrom, secret, new JsonWebKey
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
