using System.Net;
using System.Text;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Tests.OAuth;

public sealed class TokenEndpointTests
{
    private const string Grant = "grant_type=client_credentials";
    private const string Credentials = "&client_id=client&client_secret=secret";

    [Fact]
    public async Task The_documented_request_gives_a_token_that_works()
    {
        await using var service = await TestService.StartAsync();

        var response = await PostAsync(service, $"{Grant}&token_type=opaque&expires_in=31556952&scope=scim", Basic("client:secret"));
        var body = await TestService.JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", response.Headers.Pragma.ToString());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("Bearer", 31_556_952, "scim"), ((string?)body["token_type"], (int?)body["expires_in"], (string?)body["scope"]));
        Assert.Equal(
            HttpStatusCode.OK,
            (await service.SendBareAsync("GET", TestService.Users, ("Authorization", $"Bearer {body["access_token"]}"))).StatusCode);
    }

    [Theory]
    [InlineData(Grant + Credentials, 31_556_952, "scim")]
    [InlineData(Grant + Credentials + "&expires_in=60", 60, "scim")]
    [InlineData(Grant + Credentials + "&expires_in=99999999999999999999999999", 31_556_952, "scim")]
    [InlineData(Grant + Credentials + "&expires_in=&scope=&token_type=", 31_556_952, "scim")]
    [InlineData(Grant + Credentials + "&scope=other+scim+other", 31_556_952, "other scim")]
    [InlineData(Grant + Credentials + "&resource=unknown", 31_556_952, "scim")]
    public async Task What_is_not_said_has_a_default(string form, int expiresIn, string scope)
    {
        await using var service = await TestService.StartAsync();

        var body = await TestService.JsonAsync(await PostAsync(service, form));

        Assert.Equal((expiresIn, scope), ((int?)body["expires_in"], (string?)body["scope"]));
    }

    [Fact]
    public async Task A_client_without_the_scope_scim_gets_what_it_has()
    {
        await using var service = await TestService.StartAsync();
        var client = await service.Storage.Clients.FindAsync(TestService.Client, TestContext.Current.CancellationToken);
        await service.Storage.Clients.UpdateAsync(client! with { Scopes = [Caller.EventsScope] }, TestContext.Current.CancellationToken);

        var body = await TestService.JsonAsync(await PostAsync(service, Grant + Credentials));
        var refused = await PostAsync(service, $"{Grant}{Credentials}&scope=scim");

        Assert.Equal("events", (string?)body["scope"]);
        Assert.Equal("invalid_scope", (string?)(await TestService.JsonAsync(refused))["error"]);
    }

    [Theory]
    [InlineData("token_type=opaque" + Credentials, "invalid_request")]
    [InlineData("grant_type=password" + Credentials, "unsupported_grant_type")]
    [InlineData(Grant + Credentials + "&token_type=jwt", "invalid_request")]
    [InlineData(Grant + Credentials + "&expires_in=0", "invalid_request")]
    [InlineData(Grant + Credentials + "&expires_in=-5", "invalid_request")]
    [InlineData(Grant + Credentials + "&expires_in=1.5", "invalid_request")]
    [InlineData(Grant + Credentials + "&scope=scim+admin", "invalid_scope")]
    [InlineData(Grant + Credentials + "&" + Grant, "invalid_request")]
    [InlineData(Grant + Credentials + "&scope=&scope=scim", "invalid_request")]
    public async Task A_request_that_makes_no_sense_is_400(string form, string error)
    {
        await using var service = await TestService.StartAsync();

        var response = await PostAsync(service, form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(error, (string?)(await TestService.JsonAsync(response))["error"]);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData(Grant, null)]
    [InlineData(Grant + "&client_id=client", null)]
    [InlineData(Grant + "&client_id=client&client_secret=wrong", null)]
    [InlineData(Grant + "&client_id=unknown&client_secret=secret", null)]
    [InlineData(Grant + "&client_id=cl%2Fient&client_secret=secret", null)]
    [InlineData(Grant, "client:wrong")]
    [InlineData(Grant, "client")]
    [InlineData(Grant, ":")]
    public async Task A_client_that_is_not_verified_is_401(string form, string? basic)
    {
        await using var service = await TestService.StartAsync();

        var response = await PostAsync(service, form, basic is null ? null : Basic(basic));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic realm=\"scim\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("invalid_client", (string?)(await TestService.JsonAsync(response))["error"]);
        Assert.Equal(0, service.Storage.Buckets.Requests);
    }

    [Theory]
    [InlineData("Bearer x", HttpStatusCode.Unauthorized)]
    [InlineData("Basic %", HttpStatusCode.Unauthorized)]
    [InlineData("basic Y2xpZW50OnNlY3JldA==", HttpStatusCode.OK)]
    [InlineData("Basic Y2wlNjllbnQ6c2VjcmV0", HttpStatusCode.OK)] // cl%69ent:secret, form-encoded (RFC 6749 §2.3.1)
    public async Task Basic_credentials_are_read_as_the_RFC_says(string authorization, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(status, (await PostAsync(service, Grant, authorization)).StatusCode);
    }

    [Theory]
    [InlineData(Credentials, HttpStatusCode.BadRequest)]
    [InlineData("&client_id=another", HttpStatusCode.BadRequest)]
    [InlineData("&client_id=client", HttpStatusCode.OK)]
    public async Task A_client_authenticates_in_one_way(string more, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(status, (await PostAsync(service, Grant + more, Basic("client:secret"))).StatusCode);
    }

    [Fact]
    public async Task Only_a_form_of_at_most_16_KiB_is_read()
    {
        await using var service = await TestService.StartAsync();
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");

        var over = await PostAsync(service, Grant + Credentials + "&x=" + new string('x', 16 * 1024));
        var other = await service.Http.PostAsync("/oauth/token", json, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, over.StatusCode);
        Assert.Equal("invalid_request", (string?)(await TestService.JsonAsync(over))["error"]);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_issued_no_faster_than_the_client_may_call()
    {
        await using var service = await TestService.StartAsync(new RateLimit(1, 1));

        var first = await PostAsync(service, Grant + Credentials);
        var second = await PostAsync(service, Grant + Credentials);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("1", second.Headers.GetValues("Retry-After").Single());
        Assert.NotNull((await TestService.JsonAsync(second))["error"]);
    }

    internal static Task<HttpResponseMessage> PostAsync(
        TestService service, string form, string? authorization = null, string path = "/oauth/token")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return service.SendAsync(request);
    }

    internal static string Basic(string credentials) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
}
