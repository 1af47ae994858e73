using System.Net;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using static Scim.Http.Tests.OAuth.TokenEndpointTests;

namespace Scim.Http.Tests.OAuth;

/// <summary>How a request with an assertion must look; what must stand in one, <c>FederationTests</c> say.</summary>
public sealed class ClientAssertionTests
{
    private const string Grant = "grant_type=client_credentials&token=x";
    private const string Type = "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
    private const string Assertion = "&client_assertion=e30.e30.AAAA";

    [Theory]
    [InlineData(Type + Assertion + "&client_id=client", null)]
    [InlineData(Type + Assertion + "&client_id=nobody", null)]
    [InlineData(Type + Assertion + "&client_id=cl%2Fient", null)]
    [InlineData(Type + Assertion, null)]
    [InlineData(Type + Assertion + "&client_id=", null)]
    [InlineData(Assertion + "&client_id=client", null)]
    [InlineData("&client_assertion_type=jwt-bearer" + Assertion + "&client_id=client", null)]
    [InlineData("&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer" + Assertion + "&client_id=client", null)]
    [InlineData(Type + "&client_id=client", null)]
    [InlineData(Type + "&client_assertion=&client_id=client", null)]
    [InlineData(Type + Assertion + "&client_id=client&client_secret=secret", null)]
    [InlineData(Type + "&client_id=client&client_secret=secret", null)]
    [InlineData(Assertion + "&client_id=client&client_secret=secret", null)]
    [InlineData(Type + Assertion + "&client_id=client", "Basic Y2xpZW50OnNlY3JldA==")]
    [InlineData(Type + Assertion, "Basic Y2xpZW50OnNlY3JldA==")]
    [InlineData(Type, "Basic Y2xpZW50OnNlY3JldA==")]
    [InlineData(Type + Assertion + "&client_id=client", "Bearer x")]
    public async Task What_is_no_request_of_a_federated_client_is_invalid_client(string form, string? authorization)
    {
        await using var service = await TestService.StartAsync();

        foreach (var path in new[] { "/oauth/token", "/oauth/revoke" })
        {
            var response = await PostAsync(service, Grant + form, authorization, path);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Basic realm=\"scim\"", response.Headers.WwwAuthenticate.ToString());
            Assert.Equal("invalid_client", (string?)(await TestService.JsonAsync(response))["error"]);
        }
        Assert.Equal(0, service.Storage.Buckets.Requests);
    }

    [Theory]
    [InlineData("&client_assertion_type=&client_assertion=&client_id=client&client_secret=secret", HttpStatusCode.OK)]
    [InlineData("&client_id=federated&client_secret=secret", HttpStatusCode.Unauthorized)]
    [InlineData(Type + Assertion + "&client_id=federated", HttpStatusCode.Unauthorized)]
    [InlineData(Type + Assertion + Assertion + "&client_id=federated", HttpStatusCode.BadRequest)]
    public async Task What_is_empty_was_not_sent_and_a_federated_client_has_no_secret(string form, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync();
        await AddFederatedAsync(service);

        Assert.Equal(status, (await PostAsync(service, Grant + form)).StatusCode);
    }

    [Theory]
    [InlineData(Type + Assertion + "&client_id=federated")]
    [InlineData(Assertion + "&client_id=federated")]
    [InlineData(Type + Assertion + "&client_id=client&client_secret=secret")]
    [InlineData(Type + Assertion)]
    public async Task It_is_metered_as_a_wrong_secret_is(string form)
    {
        await using var service = await TestService.StartAsync();
        await AddFederatedAsync(service);

        var answers = new List<HttpStatusCode>();
        for (var attempt = 1; attempt <= 1_001; attempt++)
            answers.Add((await PostAsync(service, Grant + form)).StatusCode);

        var granted = form.Contains("client_id", StringComparison.Ordinal)
            ? FailedAttempts.OfClientAtShared.Burst
            : FailedAttempts.OfShared.Burst;
        Assert.All(answers.Take(granted), status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.All(answers.Skip(granted), status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
    }

    [Fact]
    public async Task What_is_wrong_is_logged_with_the_request_and_the_client()
    {
        await using var service = await TestService.StartAsync();
        await AddFederatedAsync(service);

        await PostAsync(service, Grant + Type + Assertion + "&client_id=federated");
        await PostAsync(service, Grant + Type + Assertion + "&client_id=client");
        await PostAsync(service, Grant + Type + Assertion + "&client_id=nobody");

        var lines = service.Log.Lines.Where(line => line.StartsWith("Warning 130", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Matches(
            "^Warning 1301 Request [0-9a-f]{32}: the assertion for client federated was refused. "
            + "What is wrong with it: the header member alg.",
            lines[0]);
        Assert.Matches(
            "^Warning 1302 Request [0-9a-f]{32}: an assertion came for client client, which trusts no identity provider.", lines[1]);
        Assert.DoesNotContain(service.Log.Lines.Concat(service.Log.Scopes), line => line.Contains("e30.e30", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_metadata_say_how_assertions_may_be_signed()
    {
        await using var service = await TestService.StartAsync();

        var metadata = await TestService.JsonAsync(await service.SendBareAsync("GET", "/.well-known/oauth-authorization-server"));

        foreach (var endpoint in new[] { "token", "revocation" })
        {
            Assert.Equal(
                ["client_secret_basic", "client_secret_post", "private_key_jwt"],
                metadata[$"{endpoint}_endpoint_auth_methods_supported"]?.AsArray().Select(method => (string?)method));
            Assert.Equal(
                ["RS256", "PS256", "ES256"],
                metadata[$"{endpoint}_endpoint_auth_signing_alg_values_supported"]?.AsArray().Select(algorithm => (string?)algorithm));
        }
    }

    private static Task<bool> AddFederatedAsync(TestService service) => service.Storage.Clients.AddAsync(
        new OAuthClient
        {
            Id = Provisioning.Identities.ClientId.Parse("federated"),
            Account = TestService.Account,
            Secrets = [],
            Trust = new FederatedTrust("issuer", "subject", "audience", new Uri("https://issuer.invalid/keys"), null),
            Scopes = [Caller.ScimScope],
            RateLimit = new RateLimit(1_000_000, 1_000_000),
        },
        default);
}
