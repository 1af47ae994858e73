using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Http.Addresses;
using Scim.Http.Routing;
using Scim.Http.Users;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Tests.Routing;

public sealed class UnmatchedTests
{
    [Theory]
    [InlineData("/scim/v2/Groups/1")]
    [InlineData("/scim/v2/Groups/1/members")]
    [InlineData("/scim/v2/Users/1/emails")]
    [InlineData("/scim/v2/users.json")]
    public async Task An_unknown_path_is_a_SCIM_404(string path)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", (string?)(await TestService.JsonAsync(response))["schemas"]?[0]);
    }

    [Fact]
    public async Task A_word_below_users_takes_no_method_of_a_user()
    {
        await using var service = await TestService.StartAsync();
        var words = RouteTable.Routes
            .Where(route => route.Template.StartsWith($"{ScimRoutes.Users}/", StringComparison.Ordinal))
            .Where(route => route.Template != ScimRoutes.User)
            .ToLookup(route => route.Template, route => route.Methods);

        foreach (var word in words)
        {
            foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE" }.Except(word.SelectMany(methods => methods)))
            {
                var response = await service.SendAsync(method, $"/{word.Key}");

                Assert.True(
                    response.StatusCode == HttpStatusCode.MethodNotAllowed,
                    $"{method} /{word.Key} is taken for one of a user. Name the word in {nameof(UsersHandler)}.Id.");
            }
        }
        Assert.Contains(words, word => word.Key == ScimRoutes.UsersSearch);
    }

    [Theory]
    [InlineData("DELETE", "/scim/v2/Users", "POST, GET, HEAD")]
    [InlineData("PUT", "/scim/v2/users/", "POST, GET, HEAD")]
    [InlineData("POST", "/scim/v2/Users/1", "GET, HEAD, PUT, PATCH, DELETE")]
    [InlineData("OPTIONS", "/scim/v2/Users/1", "GET, HEAD, PUT, PATCH, DELETE")]
    [InlineData("POST", "/scim/v2/Schemas", "GET, HEAD")]
    [InlineData("PATCH", "/scim/v2/ServiceProviderConfig", "GET, HEAD")]
    [InlineData("PUT", "/scim/v2//Schemas", "GET, HEAD")]
    [InlineData("GET", "/scim/v2/Bulk", "POST")]
    [InlineData("GET", "/scim/v2/.search", "POST")]
    [InlineData("POST", "/scim/v2", "GET, HEAD")]
    [InlineData("GET", "/scim/v2/Users/.search", "POST")]
    [InlineData("GET", "/scim/v2/users//.SEARCH/", "POST")]
    [InlineData("DELETE", "/scim/v2/Users/.search", "POST")]
    [InlineData("PUT", "/scim/v2/Users/.search", "POST")]
    [InlineData("PATCH", "/scim/v2/Users/.search", "POST")]
    [InlineData("OPTIONS", "/scim/v2/Users/.search", "POST")]
    public async Task A_wrong_method_is_405_with_the_right_ones(string method, string path, string allow)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendAsync(method, path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal("405", (string?)(await TestService.JsonAsync(response))["status"]);
    }

    [Theory]
    [InlineData("GET", "/scim/v2/Me")]
    [InlineData("PATCH", "/scim/v2/me/")]
    [InlineData("POST", "/scim/v2/Groups")]
    [InlineData("PATCH", "/scim/v2/groups/1")]
    [InlineData("DELETE", "/scim/v2/Groups/1")]
    [InlineData("POST", "/scim/v2/Groups/.search")]
    public async Task What_the_RFC_has_and_the_service_has_not_is_501(string method, string path)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.NotImplemented, (await service.SendAsync(method, path)).StatusCode);
    }

    [Theory]
    [InlineData("/SCIM/V2/USERS")]
    [InlineData("/scim/v2/Users/")]
    [InlineData("/scim/v2//Users")]
    [InlineData("/scim/v2///users/")]
    [InlineData("/scim//v2/Users")]
    public async Task Case_slashes_at_the_end_and_doubled_ones_are_forgiven(string path)
    {
        await using var service = await TestService.StartAsync();
        var created = await service.SendAsync("POST", path, TestService.UserJson("ada@example.com"));
        var user = await TestService.JsonAsync(created);

        var read = await service.GetAsync($"{path.TrimEnd('/')}/{user["id"]}");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/health", "GET, HEAD")]
    [InlineData("GET", "/oauth/token", "POST")]
    [InlineData("DELETE", "/OAuth/revoke/", "POST")]
    [InlineData("POST", "/.well-known/oauth-authorization-server", "GET, HEAD")]
    [InlineData("POST", "/.well-known/jwks.json", "GET, HEAD")]
    [InlineData("PUT", "/.well-known/ssf-configuration", "GET, HEAD")]
    [InlineData("POST", "/", "GET, HEAD")]
    public async Task Outside_the_base_a_wrong_method_is_405_without_a_token(string method, string path, string allow)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendBareAsync(method, path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task The_OAuth_endpoints_refuse_a_method_in_their_own_words()
    {
        await using var service = await TestService.StartAsync();

        var error = await TestService.JsonAsync(await service.SendBareAsync("GET", "/oauth/token"));

        Assert.Equal("invalid_request", (string?)error["error"]);
        Assert.Equal("This endpoint takes POST.", (string?)error["error_description"]);
    }

    [Fact]
    public async Task A_token_is_issued_behind_a_doubled_slash()
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth//token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"), new("client_id", TestService.Client.Value),
                new("client_secret", TestService.ClientSecret),
            ]),
        };

        Assert.Equal(HttpStatusCode.OK, (await service.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("/favicon.ico")]
    [InlineData("/scim")]
    [InlineData("/scim/v1/Users")]
    [InlineData("/oauth/authorize")]
    public async Task A_path_outside_the_contract_is_404_and_asks_no_store(string path)
    {
        // The test's own token is added; a store that is asked for anything else would make this a 500.
        var tokens = new Mock<ITokenStore>(MockBehavior.Strict);
        tokens.Setup(store => store.AddAsync(It.IsAny<StsToken>(), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
        await using var service = await TestService.StartAsync(replace: services => services
            .AddSingleton(tokens.Object).AddSingleton(new Mock<ITokenBucketStore>(MockBehavior.Strict).Object));

        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Who_has_no_token_learns_no_more_than_that()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", "/scim/v2/Groups")).StatusCode);
    }
}
