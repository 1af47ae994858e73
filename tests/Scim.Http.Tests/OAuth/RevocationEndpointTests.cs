using System.Net;
using static Scim.Http.Tests.OAuth.TokenEndpointTests;

namespace Scim.Http.Tests.OAuth;

public sealed class RevocationEndpointTests
{
    [Fact]
    public async Task A_revoked_token_is_no_longer_good()
    {
        await using var service = await TestService.StartAsync();

        var response = await RevokeAsync(service, $"token={service.Token}&token_type_hint=access_token");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetAsync(TestService.Users)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_token_is_200_and_a_missing_one_400()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await RevokeAsync(service, "token=unknown")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await RevokeAsync(service, "")).StatusCode);
    }

    [Fact]
    public async Task Only_a_client_may_revoke()
    {
        await using var service = await TestService.StartAsync();

        var response = await PostAsync(service, $"token={service.Token}", path: "/oauth/revoke");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(TestService.Users)).StatusCode);
    }

    [Fact]
    public async Task The_metadata_names_both_endpoints()
    {
        await using var service = await TestService.StartAsync();

        var metadata = await TestService.JsonAsync(await service.SendBareAsync("GET", "/.well-known/oauth-authorization-server"));

        Assert.Equal("http://localhost", (string?)metadata["issuer"]);
        Assert.Equal("http://localhost/oauth/token", (string?)metadata["token_endpoint"]);
        Assert.Equal("http://localhost/oauth/revoke", (string?)metadata["revocation_endpoint"]);
        Assert.Equal("client_credentials", (string?)metadata["grant_types_supported"]?[0]);
    }

    private static Task<HttpResponseMessage> RevokeAsync(TestService service, string form) =>
        PostAsync(service, form, Basic("client:secret"), "/oauth/revoke");
}
