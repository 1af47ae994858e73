using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>Makes values of the setting that holds the signing keys. They are secrets.</summary>
public static class SigningKeySetting
{
    private const int Bits = 2048;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A setting with one more key, which is made.</summary>
    /// <param name="setting">The setting before; null or empty for none.</param>
    /// <param name="algorithm"><c>ES256</c> or <c>RS256</c>.</param>
    /// <param name="signsFrom">From when on it signs.</param>
    /// <param name="now">The clock's time, of which its id is made.</param>
    /// <returns>The setting, and the key's id.</returns>
    /// <exception cref="FormatException">The setting is wrong; the message says what, in words that follow on "the setting".</exception>
    public static (string Setting, string Id) With(string? setting, string algorithm, DateTimeOffset signsFrom, DateTimeOffset now)
    {
        var keys = string.IsNullOrWhiteSpace(setting) ? [] : Parse(setting);
        var id = $"{algorithm.ToLowerInvariant()}-{Guid.CreateVersion7(now):N}";
        keys.Add(new JsonObject
        {
            ["kid"] = id,
            ["alg"] = algorithm,
            ["signsFrom"] = signsFrom.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["pem"] = NewKey(algorithm),
        });
        var with = keys.ToJsonString(Options);
        _ = SigningKeyReader.Read(with); // Not more than may be.
        return (with, id);
    }

    private static JsonArray Parse(string setting)
    {
        _ = SigningKeyReader.Read(setting);
        return JsonNode.Parse(setting)!.AsArray(); // It was read.
    }

    private static string NewKey(string algorithm)
    {
        using AsymmetricAlgorithm key = algorithm switch
        {
            SecurityAlgorithms.EcdsaSha256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            SecurityAlgorithms.RsaSha256 => RSA.Create(Bits),
            _ => throw new ArgumentException("The algorithm is neither ES256 nor RS256.", nameof(algorithm)),
        };
        return key.ExportPkcs8PrivateKeyPem();
    }
}
