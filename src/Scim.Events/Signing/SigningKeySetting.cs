using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Scim.Events.Signing;

/// <summary>
/// The value of the setting that holds the keys: a JSON array of <c>{"kid":…,"alg":…,"pem":…,"signsFrom":…}</c>. It is a secret.
/// </summary>
public static class SigningKeySetting
{
    /// <summary>The most characters of a value, as UTF-8: 64 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The most keys: 10.</summary>
    public const int MostKeys = 10;

    private const int NewRsaBits = 2048;
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // No page has it.

    /// <summary>The algorithms that there are (RFC 7518 §3.1); the first is what a stream signs by unless it asks for another.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256];

    /// <summary>The keys of a value, each of which can sign.</summary>
    /// <exception cref="FormatException">
    /// It is wrong; the message says what, in words that follow on "the value", without anything of a key.
    /// </exception>
    public static IReadOnlyList<SigningKeyEntry> Read(string value)
    {
        var entries = SigningKeyReader.ReadEntries(value);
        _ = SigningKeyReader.KeysOf(entries);
        return entries;
    }

    /// <summary>The value that holds the keys, on one line.</summary>
    public static string Write(IEnumerable<SigningKeyEntry> keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartArray();
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString(SigningKeyReader.Id, key.Id);
                json.WriteString(SigningKeyReader.Algorithm, key.Algorithm);
                json.WriteString(SigningKeyReader.Pem, key.Pem);
                json.WriteString(
                    SigningKeyReader.SignsFrom,
                    key.SignsFrom.UtcDateTime.ToString(SigningKeyReader.TimeFormat, CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>A value with one more key, which is made.</summary>
    /// <param name="value">The value before; null or empty for none.</param>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <param name="signsFrom">From when on it signs.</param>
    /// <param name="now">The clock's time.</param>
    /// <returns>The value, and the key's id.</returns>
    /// <exception cref="FormatException">The value is wrong, as for <see cref="Read"/>.</exception>
    public static (string Setting, string Id) With(string? value, string algorithm, DateTimeOffset signsFrom, DateTimeOffset now)
    {
        var keys = string.IsNullOrWhiteSpace(value) ? [] : Read(value);
        var added = Create(algorithm, signsFrom, now);
        return (Write(keys.Append(added)), added.Id);
    }

    /// <summary>Makes a key.</summary>
    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    /// <param name="signsFrom">From when on it signs.</param>
    /// <param name="now">The clock's time, of which its id has the day.</param>
    public static SigningKeyEntry Create(string algorithm, DateTimeOffset signsFrom, DateTimeOffset now)
    {
        using AsymmetricAlgorithm key = algorithm switch
        {
            SecurityAlgorithms.EcdsaSha256 => ECDsa.Create(ECCurve.NamedCurves.nistP256),
            SecurityAlgorithms.RsaSha256 => RSA.Create(NewRsaBits),
            _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "There is no such algorithm."),
        };
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var id = $"{algorithm.ToLowerInvariant()}-{day}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        return new SigningKeyEntry(id, algorithm, key.ExportPkcs8PrivateKeyPem(), signsFrom);
    }
}
