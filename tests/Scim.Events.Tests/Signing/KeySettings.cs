using System.Security.Cryptography;
using System.Text.Json;

namespace Scim.Events.Tests.Signing;

/// <summary>Makes values of the setting that holds the signing keys.</summary>
internal static class KeySettings
{
    /// <summary>A setting with new keys.</summary>
    public static string Of(params IEnumerable<(string Id, string Algorithm, DateTimeOffset SignsFrom)> keys) =>
        JsonSerializer.Serialize(keys.Select(key => new
        {
            kid = key.Id,
            alg = key.Algorithm,
            pem = NewKey(key.Algorithm),
            signsFrom = key.SignsFrom,
        }));

    /// <summary>A new private key.</summary>
    public static string NewKey(string algorithm)
    {
        using AsymmetricAlgorithm key = algorithm == "ES256" ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
