using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Events;
using Scim.Events.Sets;
using Scim.Events.Signing;

namespace Scim.Http.Tests.Events;

public sealed class EventMetadataTests
{
    private const string Keys = "/.well-known/jwks.json";
    private const string Configuration = "/.well-known/ssf-configuration";

    private static readonly DateTimeOffset Now = new FakeTimeProvider().GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_key_is_published_with_its_public_members_alone_before_it_signs()
    {
        var (setting, rsa) = SigningKeySetting.With(null, "RS256", Now, Now);
        (setting, var next) = SigningKeySetting.With(setting, "ES256", Now.AddHours(48), Now);
        await using var service = await StartAsync(setting);

        var response = await service.SendBareAsync("GET", Keys);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("max-age=300", response.Headers.CacheControl?.ToString());
        var keys = (await TestService.JsonAsync(response))["keys"]!.AsArray().Select(key => key!.AsObject()).ToList();
        Assert.Equal(["kty", "crv", "x", "y", "use", "alg", "kid"], keys[0].Select(member => member.Key));
        Assert.Equal(["kty", "n", "e", "use", "alg", "kid"], keys[1].Select(member => member.Key));
        Assert.Equal(("EC", "P-256", "sig", "ES256", next), Members(keys[0], "kty", "crv", "use", "alg", "kid"));
        Assert.Equal(("RSA", "AQAB", "sig", "RS256", rsa), Members(keys[1], "kty", "e", "use", "alg", "kid"));
        Assert.Equal((43, 43, 342), (Length(keys[0], "x"), Length(keys[0], "y"), Length(keys[1], "n")));
    }

    [Fact]
    public async Task A_token_verifies_by_the_published_key_and_a_changed_one_does_not()
    {
        await using var service = await StartAsync(SigningKeySetting.With(null, "ES256", Now, Now).Setting);
        var ring = service.Services.GetRequiredService<SigningKeyRing>();
        var token = SecurityEventTokens.Sign(
            new SetContent("https://scim.example.com", "1.0", "app", Now, "1", "{}"u8.ToArray(), EventUris.Delete, "{}"u8.ToArray()),
            ring.For("ES256", Now)!); // It signs since now.

        var published = new JsonWebKeySet(await (await service.SendBareAsync("GET", Keys)).Content.ReadAsStringAsync(Cancel));

        var rules = new TokenValidationParameters
        {
            ValidIssuer = "https://scim.example.com",
            ValidAudience = "app",
            ValidTypes = [SecurityEventTokens.Type],
            IssuerSigningKeys = published.Keys,
            RequireExpirationTime = false,
        };
        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(token, rules)).IsValid);
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("\"jti\":\"1.0\"", "\"jti\":\"2.0\"", StringComparison.Ordinal);
        var forged = $"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}";
        Assert.False((await new JsonWebTokenHandler().ValidateTokenAsync(forged, rules)).IsValid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    public async Task Without_keys_the_set_is_empty(string? setting)
    {
        await using var service = await StartAsync(setting);

        Assert.Equal("""{"keys":[]}""", await (await service.SendBareAsync("GET", Keys)).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_configuration_says_issuer_keys_and_ways_of_delivery()
    {
        await using var service = await StartAsync(null, "https://scim.example.com/eu/");

        var response = await service.SendBareAsync("GET", Configuration, ("Host", "evil.example"));

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            """
            {"spec_version":"1_0",
            "issuer":"https://scim.example.com/eu",
            "jwks_uri":"https://scim.example.com/eu/.well-known/jwks.json",
            "delivery_methods_supported":["urn:ietf:rfc:8935","urn:ietf:rfc:8936"],
            "authorization_schemes":[{"spec_urn":"urn:ietf:rfc:6749"}],
            "default_subjects":"ALL"}
            """.ReplaceLineEndings(""),
            await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_issuer_is_what_tokens_name_once_that_is_known_and_before_what_the_request_says()
    {
        var issuer = new EventIssuer(configured: null);
        await using var service = await StartAsync(null, issuer: issuer);

        Assert.Equal("http://127.0.0.1:7071", await IssuerAsync(service, "127.0.0.1:7071"));
        issuer.ListensAt("http://localhost:7071/");
        Assert.Equal("http://localhost:7071", await IssuerAsync(service, "127.0.0.1:7071"));
    }

    [Fact]
    public async Task A_forged_host_stands_in_no_configuration()
    {
        await using var service = await StartAsync(null);

        var response = await service.SendBareAsync("GET", Configuration, ("Host", "evil.example"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Keys)]
    [InlineData(Configuration)]
    public async Task HEAD_has_the_fields_of_GET_and_no_body(string path)
    {
        await using var service = await StartAsync(SigningKeySetting.With(null, "ES256", Now, Now).Setting);

        var got = await service.SendBareAsync("GET", path);
        var response = await service.SendBareAsync("HEAD", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(got.Headers.CacheControl, response.Headers.CacheControl);
        Assert.Equal(
            (await got.Content.ReadAsByteArrayAsync(Cancel)).Length, (int?)response.Content.Headers.ContentLength);
    }

    private static Task<TestService> StartAsync(string? setting, string? publicBaseUrl = null, EventIssuer? issuer = null) =>
        TestService.StartAsync(
            configure: options => options.PublicBaseUrl = publicBaseUrl,
            replace: services => services
                .AddSingleton(issuer ?? new EventIssuer(publicBaseUrl))
                .AddSingleton(new EventOptions { SigningKeys = setting }));

    private static async Task<string?> IssuerAsync(TestService service, string host) =>
        (string?)(await TestService.JsonAsync(await service.SendBareAsync("GET", Configuration, ("Host", host))))["issuer"];

    private static (string?, string?, string?, string?, string?) Members(JsonObject key, params string[] names) =>
        names.Select(name => (string?)key[name]).ToList() is [var a, var b, var c, var d, var e]
            ? (a, b, c, d, e)
            : throw new ArgumentException("There are five.", nameof(names));

    private static int? Length(JsonObject key, string name) => ((string?)key[name])?.Length;
}
