using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Events.Sets;
using Scim.Events.Signing;
using Scim.Events.Tests.Signing;

namespace Scim.Events.Tests.Sets;

public sealed class SecurityEventTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, 500, TimeSpan.Zero);

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task A_token_says_what_it_is_given_and_verifies_by_the_published_key(string algorithm)
    {
        var ring = Ring(algorithm);

        var token = SecurityEventTokens.Sign(Content(), ring.For(algorithm, Now)!); // It signs since yesterday.

        var read = await ValidateAsync(token, ring);
        Assert.True(read.IsValid, read.Exception?.Message);
        var parts = token.Split('.');
        Assert.Equal(
            $$"""{"alg":"{{algorithm}}","kid":"one","typ":"secevent+jwt"}""",
            Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[0])));
        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(parts[1]));
        Assert.Equal(
            """
            {"iss":"https://scim.example.com","iat":1795867200,"jti":"0193.0","aud":"https://receiver.example.com","txn":"0193",
            "sub_id":{"format":"scim","uri":"/Users/1"},
            "events":{"urn:ietf:params:scim:event:prov:patch:notice":{"attributes":["name.givenName"]}}}
            """.ReplaceLineEndings(""),
            claims.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public async Task Many_threads_may_sign_by_one_key(string algorithm)
    {
        var ring = Ring(algorithm);
        var key = ring.For(algorithm, Now)!; // It signs since yesterday.

        var tokens = new string[400];
        Parallel.For(0, tokens.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, place =>
            tokens[place] = SecurityEventTokens.Sign(Content(id: $"{place}.0"), key));

        for (var place = 0; place < tokens.Length; place++)
        {
            var read = await ValidateAsync(tokens[place], ring);
            Assert.True(read.IsValid, read.Exception?.Message);
            Assert.Equal($"{place}.0", ((JsonWebToken)read.SecurityToken).Id);
        }
    }

    [Fact]
    public async Task A_payload_of_the_largest_user_goes_in_as_it_stands()
    {
        var ring = Ring("ES256");
        var payload = $$$"""{"data":{"nickName":"{{{new string('é', 256 * 1024)}}}","a":1.50,"b":"\u00e9\"<&"}}""";

        var token = SecurityEventTokens.Sign(Content(payload: payload), ring.For("ES256", Now)!); // It signs since yesterday.

        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
        Assert.Equal(payload, claims.RootElement.GetProperty("events").GetProperty(EventUris.PatchNotice).GetRawText());
        Assert.True((await ValidateAsync(token, ring)).IsValid);
    }

    [Fact]
    public void Without_a_transaction_there_is_no_such_claim_and_never_one_that_ends_the_token()
    {
        var token = SecurityEventTokens.Sign(Content() with { Transaction = null }, Ring("ES256").For("ES256", Now)!); // As above.

        using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
        Assert.Equal(["iss", "iat", "jti", "aud", "sub_id", "events"], claims.RootElement.EnumerateObject().Select(claim => claim.Name));
        Assert.True(claims.RootElement.GetProperty("iat").GetInt64() <= Now.ToUnixTimeMilliseconds() / 1000.0);
    }

    [Fact]
    public async Task Through_a_rotation_the_tokens_of_both_keys_verify_by_what_is_published()
    {
        var setting = SigningKeySetting.With(null, "ES256", Now.AddDays(-30), Now).Setting;
        (setting, var next) = SigningKeySetting.With(setting, "ES256", Now.AddHours(48), Now);
        var ring = Ring(setting, Now);

        var before = SecurityEventTokens.Sign(Content(), ring.For("ES256", Now.AddHours(47))!); // One signs since 30 days.
        var after = SecurityEventTokens.Sign(Content(), ring.For("ES256", Now.AddHours(48))!); // The other does from now on.

        Assert.NotEqual(next, new JsonWebToken(before).Kid);
        Assert.Equal(next, new JsonWebToken(after).Kid);
        Assert.True((await ValidateAsync(before, ring)).IsValid);
        Assert.True((await ValidateAsync(after, ring)).IsValid);
    }

    private static SigningKeyRing Ring(string algorithm) => Ring(KeySettings.Of(("one", algorithm, Now.AddDays(-1))), Now);

    private static SigningKeyRing Ring(string setting, DateTimeOffset now) =>
        new(new EventOptions { SigningKeys = setting }, new FakeTimeProvider(now), NullLogger<SigningKeyRing>.Instance);

    private static SetContent Content(string id = "0193.0", string payload = """{"attributes":["name.givenName"]}""") => new(
        "https://scim.example.com",
        id,
        "https://receiver.example.com",
        Now,
        "0193",
        Encoding.UTF8.GetBytes("""{"format":"scim","uri":"/Users/1"}"""),
        EventUris.PatchNotice,
        Encoding.UTF8.GetBytes(payload));

    private static Task<TokenValidationResult> ValidateAsync(string token, SigningKeyRing ring) =>
        new JsonWebTokenHandler { MaximumTokenSizeInBytes = 4 * 1024 * 1024 }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "https://scim.example.com",
            ValidAudience = "https://receiver.example.com",
            ValidTypes = ["secevent+jwt"],
            IssuerSigningKeys = ring.Published,
            RequireExpirationTime = false,
        });
}
