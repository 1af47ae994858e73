using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;

namespace Scim.Http.Tests.Pipeline;

public sealed class AuthenticationTests
{
    [Fact]
    public async Task Without_a_credential_the_challenge_has_no_error()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendBareAsync("GET", TestService.Users);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer realm=\"scim\"", response.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("401", (string?)(await TestService.JsonAsync(response))["status"]);
    }

    [Theory]
    [InlineData("Bearer scim_sts_unknown")]
    [InlineData("Bearer")]
    [InlineData("Bearer a b")]
    [InlineData("Basic Y2xpZW50OnNlY3JldA==")]
    [InlineData("nothing")]
    public async Task A_bad_credential_is_an_invalid_token(string authorization)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendBareAsync("GET", TestService.Users, ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer realm=\"scim\", error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_credential_over_4_KiB_and_one_that_is_sent_twice_are_refused()
    {
        await using var service = await TestService.StartAsync();

        var over = await service.SendBareAsync("GET", TestService.Users, ("Authorization", $"Bearer {new string('x', 5000)}"));
        var twice = await service.GetAsync(TestService.Users, ("Authorization", $"Bearer {service.Token}"));

        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, twice.StatusCode);
    }

    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("bearer  {0}")]
    [InlineData("{0}")]
    public async Task A_token_is_taken_with_and_without_its_scheme(string format)
    {
        await using var service = await TestService.StartAsync();
        var authorization = format.Replace("{0}", service.Token, StringComparison.Ordinal);

        var response = await service.SendBareAsync("GET", TestService.Users, ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_forbidden()
    {
        await using var service = await TestService.StartAsync();
        var token = await service.IssueAsync("other");

        var response = await service.SendBareAsync("GET", TestService.Users, ("Authorization", $"Bearer {token}"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(
            "Bearer realm=\"scim\", error=\"insufficient_scope\", scope=\"scim\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_of_an_account_that_is_gone_is_no_longer_good()
    {
        var accounts = new Moq.Mock<IAccountStore>();
        await using var service = await TestService.StartAsync(replace: services => services.AddSingleton(accounts.Object));

        var response = await service.CreateAsync("ada@example.com");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
