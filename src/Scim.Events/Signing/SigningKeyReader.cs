using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>Reads the setting that holds the keys. What is wrong is told without anything of a key.</summary>
internal static class SigningKeyReader
{
    /// <summary>The most that the setting may have: 64 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The most keys.</summary>
    public const int MostKeys = 10;

    private const int LongestId = 128;
    private const int LeastBits = 2048;
    private const int MostBits = 4096;
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <summary>True if there is no setting, or one that the platform should have replaced by a secret.</summary>
    public static bool IsMissing(string? setting) =>
        string.IsNullOrWhiteSpace(setting) || setting.StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase);

    /// <summary>The keys of a setting.</summary>
    /// <exception cref="FormatException">It is wrong; the message says what, in words that follow on "the setting".</exception>
    public static IReadOnlyList<SigningKey> Read(string setting)
    {
        if (Encoding.UTF8.GetByteCount(setting) > MostBytes)
            throw new FormatException("has more than 64 KiB");
        using var json = Parse(setting);
        if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() > MostKeys)
            throw new FormatException($"is no JSON array of at most {MostKeys} keys");
        var keys = new List<SigningKey>();
        foreach (var (place, element) in json.RootElement.EnumerateArray().Index())
        {
            var key = ReadOne(element, string.Create(CultureInfo.InvariantCulture, $"key {place + 1}"));
            if (keys.Exists(other => other.Id == key.Id))
                throw new FormatException("has two keys of one kid");
            keys.Add(key);
        }
        return keys;
    }

    private static JsonDocument Parse(string setting)
    {
        try
        {
            return JsonDocument.Parse(setting);
        }
        catch (JsonException)
        {
            throw new FormatException("is no JSON"); // The exception's own words might quote a key.
        }
    }

    private static SigningKey ReadOne(JsonElement element, string name)
    {
        var id = Text(element, "kid", name);
        if (id.Length > LongestId || !id.All(character => character is > ' ' and < '\x7f'))
            throw new FormatException($"has a kid in {name} that is not 1 to {LongestId} visible ASCII characters");
        if (!DateTimeOffset.TryParse(
            Text(element, "signsFrom", name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var from))
            throw new FormatException($"has a signsFrom in {name} that is no time such as 2026-11-28T00:00:00Z");
        var pem = Text(element, "pem", name);
        return Text(element, "alg", name) switch
        {
            SecurityAlgorithms.EcdsaSha256 => SigningKey.Of(id, from, ReadCurve(pem, name)),
            SecurityAlgorithms.RsaSha256 => SigningKey.Of(id, from, ReadRsa(pem, name)),
            _ => throw new FormatException($"has an alg in {name} that is neither ES256 nor RS256"),
        };
    }

    private static string Text(JsonElement element, string property, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : throw new FormatException($"has no {property} in {name}");

    private static ECDsa ReadCurve(string pem, string name)
    {
        var key = ECDsa.Create();
        if (!Imports(key, pem) || key.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
        {
            key.Dispose();
            throw new FormatException($"has a pem in {name} that is no private key of the curve P-256");
        }
        return key;
    }

    private static RSA ReadRsa(string pem, string name)
    {
        var key = RSA.Create();
        if (!Imports(key, pem) || key.KeySize is < LeastBits or > MostBits)
        {
            key.Dispose();
            throw new FormatException($"has a pem in {name} that is no private RSA key of {LeastBits} to {MostBits} bits");
        }
        return key;
    }

    /// <summary>True if the text holds a private key of that kind.</summary>
    private static bool Imports(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            _ = key.ExportPkcs8PrivateKey();
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
