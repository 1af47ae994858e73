using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Testing.Identity;

/// <summary>A key that a <see cref="TestIssuer"/> signs with. It is published as it is, or as a test changes it.</summary>
public sealed class SigningKey
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    private SigningKey(string id, RSA? rsa, ECDsa? ec) => (Id, _rsa, _ec) = (id, rsa, ec);

    /// <summary>Its <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>The algorithm that it is meant for.</summary>
    public string Algorithm => _rsa is null ? "ES256" : "RS256";

    /// <summary>Draws an RSA key.</summary>
    public static SigningKey Rsa(string id, int bits = 2048) => new(id, RSA.Create(bits), null);

    /// <summary>Draws a key on a curve; P-256 unless another is named.</summary>
    public static SigningKey Ec(string id, ECCurve? curve = null) => new(id, null, ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256));

    /// <summary>The public key as a key set has it, with <c>use</c>.</summary>
    public JsonObject ToJwk()
    {
        var jwk = new JsonObject { ["kid"] = Id, ["use"] = "sig" };
        if (_rsa is not null)
        {
            var key = _rsa.ExportParameters(includePrivateParameters: false);
            (jwk["kty"], jwk["n"], jwk["e"]) = ("RSA", Base64Url.EncodeToString(key.Modulus), Base64Url.EncodeToString(key.Exponent));
        }
        else if (_ec is not null)
        {
            var key = _ec.ExportParameters(includePrivateParameters: false);
            (jwk["kty"], jwk["crv"]) = ("EC", $"P-{_ec.KeySize}");
            (jwk["x"], jwk["y"]) = (Base64Url.EncodeToString(key.Q.X), Base64Url.EncodeToString(key.Q.Y));
        }
        return jwk;
    }

    /// <summary>The public key as PEM, which who forges a token may take for the secret of an HMAC.</summary>
    public string ToPem() => (_rsa as AsymmetricAlgorithm ?? _ec)!.ExportSubjectPublicKeyInfoPem(); // It has one of the two.

    /// <summary>Signs by an algorithm; by its own if it has no way to sign by that one.</summary>
    public byte[] Sign(string algorithm, string text)
    {
        var data = Encoding.ASCII.GetBytes(text);
        return algorithm switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(ToPem()), data),
            "RS384" when _rsa is not null => _rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "PS256" when _rsa is not null => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ when _rsa is not null => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => _ec!.SignData(data, HashAlgorithmName.SHA256), // It has one of the two.
        };
    }
}
