using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Tokens;
using Scim.Testing.Identity;

namespace Scim.Provisioning.Tests.Federation;

public sealed class AssertionVerifierTests : IDisposable
{
    private const long Now = 1_800_000_000;
    private static readonly SigningKey Rsa = SigningKey.Rsa("rsa");
    private static readonly SigningKey Ec = SigningKey.Ec("ec");
    private static readonly SigningKey Stranger = SigningKey.Rsa("rsa");

    private static readonly FederatedTrust Trust = new(
        "https://login.example/tenant/v2.0",
        "b5d9e1f0-0000-4000-8000-000000000001",
        "api://6f2d1c3b-1111-4222-8333-0123456789ab",
        new Uri("https://login.example/tenant/keys"),
        "tenant");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(Now));
    private readonly Mock<IKeySetSource> _source = new();
    private readonly KeySets _keySets;
    private readonly AssertionVerifier _verifier;

    public AssertionVerifierTests()
    {
        var set = new JsonObject { ["keys"] = new JsonArray(Rsa.ToJwk(), Ec.ToJwk()) };
        var keys = KeySet.Read(Encoding.UTF8.GetBytes(set.ToJsonString()));
        _source.Setup(source => source.FetchAsync(Trust.KeySet)).ReturnsAsync(new FetchedKeySet(keys, null));
        _keySets = new KeySets(_source.Object, _time, NullLogger<KeySets>.Instance);
        _verifier = new AssertionVerifier(_keySets, _time);
    }

    private TestAssertion Draft => new(Trust, _time.GetUtcNow());

    public void Dispose() => _keySets.Dispose();

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Each_of_the_three_algorithms_is_good(string algorithm) =>
        Assert.Null(await FindFaultAsync(Draft.WithHeader("alg", algorithm).SignBy(algorithm == "ES256" ? Ec : Rsa)));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RS384")]
    [InlineData("rs256")]
    [InlineData("")]
    public async Task No_other_is_and_no_key_is_fetched_for_it(string algorithm)
    {
        await AssertRefusedAsync("the header member alg", Draft.WithHeader("alg", algorithm).SignBy(Rsa));

        _source.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("crit", """["exp"]""", "the header member crit")]
    [InlineData("crit", "[]", "the header member crit")]
    [InlineData("kid", "null", "the header member kid")]
    [InlineData("kid", "\"\"", "the header member kid")]
    [InlineData("kid", "7", "the header member kid")]
    [InlineData("kid", "\"RSA\"", "the header member kid")]
    [InlineData("kid", "\"ec\"", "the key")]
    [InlineData("alg", "[\"RS256\"]", "the header member alg")]
    [InlineData("alg", "null", "the header member alg")]
    [InlineData("alg", "\"PS256\"", "the signature", "RS256")]
    public async Task A_header_that_is_wrong_is_refused(string member, string json, string part, string? signedAs = null)
    {
        var text = Draft.WithHeader(member, JsonNode.Parse(json)).SignBy(Rsa);
        if (signedAs is not null)
            text = $"{text[..text.LastIndexOf('.')]}.{Draft.WithHeader(member, signedAs).SignBy(Rsa).Split('.')[2]}";

        await AssertRefusedAsync(part, text);
    }

    [Theory]
    [InlineData("iss", "\"https://login.example/tenant/v2.0/\"")]
    [InlineData("iss", "\"https://LOGIN.example/tenant/v2.0\"")]
    [InlineData("iss", """["https://login.example/tenant/v2.0"]""")]
    [InlineData("iss", null)]
    [InlineData("sub", "\"B5D9E1F0-0000-4000-8000-000000000001\"")]
    [InlineData("sub", null)]
    [InlineData("aud", "\"api://another\"")]
    [InlineData("aud", "[]")]
    [InlineData("aud", null)]
    [InlineData("tid", "\"another\"")]
    [InlineData("tid", null)]
    [InlineData("exp", null)]
    [InlineData("exp", "\"1800003900\"")]
    [InlineData("exp", "1799999940")]
    [InlineData("exp", "1e999")]
    [InlineData("exp", "-1")]
    [InlineData("nbf", "1800000060.5")]
    [InlineData("nbf", "\"0\"")]
    [InlineData("nbf", "null")]
    [InlineData("iat", "1800000061")]
    [InlineData("iat", "true")]
    public async Task A_claim_that_is_wrong_is_named(string claim, string? json)
    {
        var draft = Draft.With(claim, null);
        if (json is not null) draft.Claims[claim] = JsonNode.Parse(json);

        await AssertRefusedAsync($"the claim {claim}", draft.SignBy(Rsa));

        _source.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("exp", "1799999941")]
    [InlineData("exp", "1799999940.5")]
    [InlineData("exp", "99999999999")]
    [InlineData("nbf", "1800000060")]
    [InlineData("nbf", null)]
    [InlineData("iat", "1800000060")]
    [InlineData("iat", "0")]
    [InlineData("iat", null)]
    [InlineData("azp", null)]
    [InlineData("aud", """["6f2d1c3b-1111-4222-8333-0123456789ab","api://another"]""")]
    [InlineData("jti", "\"again\"")]
    public async Task Times_are_right_within_a_minute_and_what_is_optional_may_be_absent(string claim, string? json)
    {
        var draft = Draft.With(claim, json is null ? null : JsonNode.Parse(json));

        Assert.Null(await FindFaultAsync(draft.SignBy(Rsa)));
        Assert.Null(await FindFaultAsync(draft.SignBy(Rsa)));
    }

    [Fact]
    public async Task The_application_is_the_same_in_both_of_its_claims()
    {
        var application = (string?)Draft.Claims["azp"];

        Assert.Null(await FindFaultAsync(Draft.With("appid", application).SignBy(Rsa)));
        Assert.Null(await FindFaultAsync(Draft.With("azp", null).With("appid", "any").SignBy(Rsa)));
        await AssertRefusedAsync("the claim azp", Draft.With("appid", "another").SignBy(Rsa));
        await AssertRefusedAsync("the claim azp", Draft.With("azp", 7).With("appid", 7).SignBy(Rsa));
    }

    [Fact]
    public async Task A_trust_without_a_tenant_does_not_look_at_it() =>
        Assert.Null(await _verifier.FindFaultAsync(
            Draft.With("tid", "another").SignBy(Rsa), Trust with { Tenant = null }, null, TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_signature_of_another_key_or_over_other_claims_is_refused()
    {
        var good = Draft.SignBy(Rsa).Split('.');
        var changed = Draft.With("ver", "1.0").SignBy(Rsa).Split('.');

        await AssertRefusedAsync("the signature", Draft.SignBy(Stranger));
        await AssertRefusedAsync("the signature", $"{good[0]}.{changed[1]}.{good[2]}");
        await AssertRefusedAsync("the signature", $"{good[0]}.{good[1]}.{good[2][..^4]}");
        await AssertRefusedAsync("the signature", $"{good[0]}.{good[1]}.AAAA");
        await AssertRefusedAsync("the signature", $"{good[0]}.{good[1]}.");
        await AssertRefusedAsync("the signature", $"{good[0]}.{good[1]}.{good[2]}=");
    }

    [Theory]
    [InlineData("jwk")]
    [InlineData("x5c")]
    [InlineData("jku")]
    public async Task A_key_that_the_header_brings_along_is_not_looked_at(string member)
    {
        JsonNode key = member switch
        {
            "jwk" => Stranger.ToJwk(),
            "x5c" => new JsonArray("AAAA"),
            _ => "https://stranger.example/keys",
        };

        await AssertRefusedAsync("the signature", Draft.WithHeader(member, key).SignBy(Stranger));

        _source.Verify(source => source.FetchAsync(It.Is<Uri>(address => address != Trust.KeySet)), Times.Never);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("e30.e30")]
    [InlineData("e30.e30.", "alg")]
    [InlineData("e30.W10.AAAA")]
    [InlineData("e30.e30.AAAA.AAAA.AAAA")]
    [InlineData("e30=.e30.AAAA", "alg")]
    [InlineData("e3+.e30.AAAA")]
    [InlineData("eyJhIjoiXHVEODAwIn0.e30.AAAA")] // {"a":"\uD800"}
    [InlineData("eyJhbGciOiJSUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AAAA")] // alg twice
    public async Task What_is_no_signed_JWT_is_refused(string text, string part = "the form") => await AssertRefusedAsync(part, text);

    [Fact]
    public async Task One_that_is_too_long_is_not_read() =>
        await AssertRefusedAsync("the form", Draft.With("more", new string('x', 16 * 1024)).SignBy(Rsa));

    private Task<AssertionFault?> FindFaultAsync(string text) =>
        _verifier.FindFaultAsync(text, Trust, null, TestContext.Current.CancellationToken);

    private async Task AssertRefusedAsync(string part, string text) =>
        Assert.Contains(part, (await FindFaultAsync(text))?.Part, StringComparison.Ordinal);
}
