using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Scim.Events.Signing;
using Scim.Testing;

namespace Scim.Events.Tests.Signing;

public sealed class SigningKeyRingTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly LogLines _log = new();

    /// <summary>Values that are no keys, each with what the log says of it.</summary>
    public static TheoryData<string, string> Wrong => new()
    {
        { "{", "is no JSON" },
        { "-----BEGIN PRIVATE KEY-----", "is no JSON" },
        { new string('[', 1000), "is no JSON" },
        { "{}", "is no JSON array of at most 10 keys" },
        { "null", "is no JSON array" },
        { "\"[]\"", "is no JSON array" },
        { "[1]", "has no kid in key 1" },
        { "[null]", "has no kid in key 1" },
        { "[[]]", "has no kid in key 1" },
        { One(kid: ""), "has no kid in key 1" },
        { One(kid: null), "has no kid in key 1" },
        { One().Replace("\"one\"", "7", StringComparison.Ordinal), "has no kid in key 1" },
        { One().Replace("\"one\"", "\"\\ud800\"", StringComparison.Ordinal), "has no kid in key 1" },
        { One(kid: "a b"), "has a kid in key 1 that is not 1 to 128 visible ASCII characters" },
        { One(kid: "ä"), "has a kid in key 1 that is not" },
        { One(kid: "a\n"), "has a kid in key 1 that is not" },
        { One(kid: new string('k', 129)), "has a kid in key 1 that is not" },
        { One(alg: null), "has no alg in key 1" },
        { One(alg: "es256"), "has an alg in key 1 that is neither ES256 nor RS256" },
        { One(alg: "ES384"), "has an alg in key 1 that is neither" },
        { One(alg: "HS256"), "has an alg in key 1 that is neither" },
        { One(alg: "none"), "has an alg in key 1 that is neither" },
        { One(signsFrom: null), "has no signsFrom in key 1" },
        { One(signsFrom: "soon"), "has a signsFrom in key 1 that is no time" },
        { One(signsFrom: "12:00"), "has a signsFrom in key 1 that is no time" },
        { One(signsFrom: "2026-11-31T00:00:00Z"), "has a signsFrom in key 1 that is no time" },
        { One(signsFrom: "11/28/2026"), "has a signsFrom in key 1 that is no time" },
        { One(signsFrom: "0001-01-01T00:00:00+14:00"), "has a signsFrom in key 1 that is no time" },
        { One(pem: null), "has no pem in key 1" },
        { One(pem: "key"), "has a pem in key 1 that is no private key of the curve P-256" },
        { One(pem: PublicPem()), "has a pem in key 1 that is no private key of the curve P-256" },
        { One(pem: EncryptedPem()), "has a pem in key 1 that is no private key of the curve P-256" },
        { One(pem: CurvePem(ECCurve.NamedCurves.nistP384)), "has a pem in key 1 that is no private key of the curve P-256" },
        { One(pem: CurvePem(ECCurve.CreateFromFriendlyName("secp256k1"))), "has a pem in key 1 that is no private key of the curve" },
        { One(pem: CurvePem(Explicit())), "has a pem in key 1 that is no private key of the curve P-256" },
        { One(pem: RsaPem(2048)), "has a pem in key 1 that is no private key of the curve P-256" },
        { One(pem: KeySettings.NewKey("ES256") + "\n" + KeySettings.NewKey("ES256")), "has a pem in key 1 that is no private key" },
        { One(alg: "RS256"), "has a pem in key 1 that is no private RSA key of 2048 to 4096 bits" },
        { One(alg: "RS256", pem: RsaPem(1024)), "has a pem in key 1 that is no private RSA key of 2048 to 4096 bits" },
        { One(alg: "RS256", pem: RsaPem(4160)), "has a pem in key 1 that is no private RSA key of 2048 to 4096 bits" },
        { Two("one", "one"), "has two keys of one kid" },
        { Two("one", "a b"), "has a kid in key 2" },
        { KeySettings.Of(Enumerable.Range(0, 11).Select(n => ($"k{n}", "ES256", Now))), "is no JSON array of at most 10 keys" },
        { $"[{new string(' ', 64 * 1024)}]", "has more than 64 KiB" },
    };

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("[]")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/events-signing-keys)")]
    [InlineData(" @microsoft.keyvault(VaultName=v;SecretName=s)")]
    public void Without_keys_the_log_says_so_once_and_nothing_signs(string? setting)
    {
        var ring = Ring(setting);

        Assert.Null(ring.For("ES256", Now));
        Assert.Empty(ring.Published);
        Assert.StartsWith("Information 1501 There is no signing key", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_told_in_one_line_without_anything_of_a_key_and_nothing_signs(string setting, string says)
    {
        var ring = Ring(setting);

        Assert.Null(ring.For("ES256", Now));
        Assert.Null(ring.For("RS256", Now));
        Assert.Empty(ring.Published);
        var line = Assert.Single(_log.Lines);
        Assert.StartsWith("Error 1502 The setting Events:SigningKeys ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.Contains("scim stream keys add", line, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", string.Concat(_log.Scopes.Append(line)), StringComparison.Ordinal);
        Assert.DoesNotContain("MII", string.Concat(_log.Scopes.Append(line)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-28T12:00:00Z")]
    [InlineData("2026-11-28T13:30:00+01:30")]
    [InlineData("2026-11-28T12:00:00.000Z")]
    [InlineData("2026-11-28T11:59:59.1234567-00:00")]
    public void A_time_is_read_with_its_offset(string signsFrom)
    {
        var ring = Ring(One(signsFrom: signsFrom));

        Assert.NotNull(ring.For("ES256", Now));
        Assert.Null(ring.For("ES256", Now.AddSeconds(-1)));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Of_those_whose_time_has_come_the_newest_of_the_algorithm_signs()
    {
        var ring = Ring(KeySettings.Of(
            ("next", "ES256", Now.AddHours(48)),
            ("old", "ES256", Now.AddDays(-30)),
            ("now", "ES256", Now.AddDays(-1)),
            ("rsa", "RS256", Now.AddHours(-1))));

        Assert.Equal("now", ring.For("ES256", Now)?.Key.KeyId);
        Assert.Equal("now", ring.For("ES256", Now.AddHours(48).AddTicks(-1))?.Key.KeyId);
        Assert.Equal("next", ring.For("ES256", Now.AddHours(48))?.Key.KeyId);
        Assert.Equal("old", ring.For("ES256", Now.AddDays(-2))?.Key.KeyId);
        Assert.Equal("rsa", ring.For("RS256", Now)?.Key.KeyId);
        Assert.Null(ring.For("HS256", Now));
        Assert.Equal(["next", "rsa", "now", "old"], ring.Published.Select(key => key.Kid));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Two_of_one_time_are_chosen_alike_whatever_their_order()
    {
        var setting = KeySettings.Of(("b", "ES256", Now), ("a", "ES256", Now));
        var turned = SigningKeySetting.Write(SigningKeySetting.Read(setting).Reverse());

        Assert.Equal("a", Ring(setting).For("ES256", Now)?.Key.KeyId);
        Assert.Equal("a", Ring(turned).For("ES256", Now)?.Key.KeyId);
    }

    [Fact]
    public void An_algorithm_whose_keys_have_to_wait_is_told_of()
    {
        var ring = Ring(KeySettings.Of(("one", "ES256", Now), ("rsa", "RS256", Now.AddHours(2)), ("later", "RS256", Now.AddHours(1))));

        Assert.NotNull(ring.For("ES256", Now));
        Assert.Null(ring.For("RS256", Now));
        Assert.Equal(
            "Warning 1503 No RS256 key of Events:SigningKeys signs yet: the first does from 2026-11-28 13:00:00Z on. "
            + "Until then streams of events that are signed so hand out nothing.",
            Assert.Single(_log.Lines).TrimEnd());
    }

    [Fact]
    public void What_is_published_has_nothing_private()
    {
        var ring = Ring(KeySettings.Of(("one", "ES256", Now), ("two", "RS256", Now)));

        Assert.All(ring.Published, key =>
        {
            Assert.False(key.HasPrivateKey);
            Assert.Equal(("sig", null, null), (key.Use, key.D, key.P));
        });
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(4096)]
    public void RSA_keys_of_the_least_and_the_most_bits_sign(int bits) =>
        Assert.NotNull(Ring(One(alg: "RS256", pem: RsaPem(bits))).For("RS256", Now));

    [Fact]
    public void Keys_in_the_older_forms_of_PEM_sign()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);

        Assert.NotNull(Ring(One(pem: curve.ExportECPrivateKeyPem())).For("ES256", Now));
        Assert.NotNull(Ring(One(alg: "RS256", pem: rsa.ExportRSAPrivateKeyPem())).For("RS256", Now));
    }

    private static string One(
        string? kid = "one", string? alg = "ES256", string? pem = "NEW", string? signsFrom = "2026-11-28T12:00:00Z") =>
        $"[{Member(kid, alg, pem, signsFrom)}]";

    private static string Two(string first, string second) =>
        $"[{Member(first, "ES256", "NEW", "2026-11-28T12:00:00Z")},{Member(second, "ES256", "NEW", "2026-11-28T12:00:00Z")}]";

    private static string Member(string? kid, string? alg, string? pem, string? signsFrom) =>
        JsonSerializer.Serialize(new { kid, alg, pem = pem == "NEW" ? KeySettings.NewKey("ES256") : pem, signsFrom });

    private static string CurvePem(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static ECCurve Explicit()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportExplicitParameters(includePrivateParameters: false).Curve;
    }

    private static string RsaPem(int bits)
    {
        using var key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static string PublicPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static string EncryptedPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportEncryptedPkcs8PrivateKeyPem(
            "password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10));
    }

    private SigningKeyRing Ring(string? setting)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace));
        return new SigningKeyRing(
            new EventOptions { SigningKeys = setting }, new FakeTimeProvider(Now), factory.CreateLogger<SigningKeyRing>());
    }
}
