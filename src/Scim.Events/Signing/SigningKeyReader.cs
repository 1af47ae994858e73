using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>Reads the setting that holds the keys. What is wrong is told without anything of a key.</summary>
internal static class SigningKeyReader
{
    /// <summary>The members of a key.</summary>
    public const string Id = "kid", Algorithm = "alg", Pem = "pem", SignsFrom = "signsFrom";

    /// <summary>How a time is written (RFC 3339).</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ssK";

    private const string FineTimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";
    private const int LongestId = 128;
    private const int LeastBits = 2048;
    private const int MostBits = 4096;
    private const string UnresolvedReference = "@Microsoft.KeyVault(";

    /// <summary>True if there is no setting, or one that the platform should have replaced by a secret.</summary>
    public static bool IsMissing([NotNullWhen(false)] string? setting) =>
        string.IsNullOrWhiteSpace(setting)
        || setting.AsSpan().TrimStart().StartsWith(UnresolvedReference, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a setting says of its keys, whether they can sign or not.</summary>
    /// <exception cref="FormatException">It is wrong; the message says what, in words that follow on "the setting".</exception>
    public static IReadOnlyList<SigningKeyEntry> ReadEntries(string setting)
    {
        if (Encoding.UTF8.GetByteCount(setting) > SigningKeySetting.MostBytes)
            throw new FormatException($"has more than {SigningKeySetting.MostBytes / 1024} KiB");
        using var json = Parse(setting);
        if (json.RootElement.ValueKind != JsonValueKind.Array || json.RootElement.GetArrayLength() > SigningKeySetting.MostKeys)
            throw new FormatException($"is no JSON array of at most {SigningKeySetting.MostKeys} keys");
        var entries = json.RootElement.EnumerateArray().Select((element, place) => ReadOne(element, NameOf(place))).ToList();
        return entries.DistinctBy(entry => entry.Id).Count() == entries.Count
            ? entries
            : throw new FormatException("has two keys of one kid");
    }

    /// <summary>The keys themselves, in the same order.</summary>
    /// <exception cref="FormatException">One cannot sign; as above.</exception>
    public static IReadOnlyList<RingKey> KeysOf(IReadOnlyList<SigningKeyEntry> entries) =>
        [.. entries.Select((entry, place) => KeyOf(entry, NameOf(place)))];

    private static RingKey KeyOf(SigningKeyEntry entry, string name) => entry.Algorithm == SecurityAlgorithms.EcdsaSha256
        ? RingKey.Of(entry.Id, ReadCurve(entry.Pem, name))
        : RingKey.Of(entry.Id, ReadRsa(entry.Pem, name));

    private static string NameOf(int place) => string.Create(CultureInfo.InvariantCulture, $"key {place + 1}");

    private static JsonDocument Parse(string setting)
    {
        try
        {
            return JsonDocument.Parse(setting);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new FormatException("is no JSON"); // The exception's own words might quote a key.
        }
    }

    private static SigningKeyEntry ReadOne(JsonElement element, string name)
    {
        var id = Text(element, Id, name);
        if (id.Length > LongestId || !id.All(character => character is > ' ' and < '\x7f'))
            throw new FormatException($"has a kid in {name} that is not 1 to {LongestId} visible ASCII characters");
        var algorithm = Text(element, Algorithm, name);
        if (!SigningKeySetting.Algorithms.Contains(algorithm))
            throw new FormatException($"has an alg in {name} that is neither {string.Join(" nor ", SigningKeySetting.Algorithms)}");
        return TryReadTime(Text(element, SignsFrom, name), out var from)
            ? new SigningKeyEntry(id, algorithm, Text(element, Pem, name), from)
            : throw new FormatException($"has a signsFrom in {name} that is no time such as 2026-11-28T00:00:00Z");
    }

    private static bool TryReadTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, [TimeFormat, FineTimeFormat], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static string Text(JsonElement element, string property, string name)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty(property, out var value)
                && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 } text)
                return text;
        }
        catch (InvalidOperationException)
        {
            // An escape that is no character.
        }
        throw new FormatException($"has no {property} in {name}");
    }

    private static ECDsa ReadCurve(string pem, string name)
    {
        var key = ECDsa.Create();
        if (!Imports(key, pem) || !IsP256(key.ExportParameters(includePrivateParameters: false).Curve))
        {
            key.Dispose();
            throw new FormatException($"has a pem in {name} that is no private key of the curve P-256");
        }
        return key;
    }

    private static bool IsP256(ECCurve curve) => curve.IsNamed && curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;

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
