using System.Net;
using Scim.Http.Tests.OAuth;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Tests.Recording;

/// <summary>Whose requests are that are not let in.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Grant = "grant_type=client_credentials";

    private TestService? _service;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestService Service => _service ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Theory]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("disabled")]
    public async Task A_token_that_was_good_belongs_to_its_account(string how)
    {
        switch (how)
        {
            case "expired":
                Service.Time.Advance(TimeSpan.FromDays(366));
                break;
            case "revoked":
                await Service.Storage.Tokens.RevokeAsync(SecretHash.Of(Service.Token), Cancel);
                break;
            default:
                await DisableAsync();
                break;
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await Service.GetAsync(TestService.Users)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Service.CreateAsync("ada@example.com")).StatusCode);

        var entries = await Service.EntriesAsync(2);
        Assert.Equal(["CreateUser", "ListUsers"], entries.Select(entry => entry.Operation).Order());
        Assert.All(entries, entry => Assert.Equal((401, TestService.Client, null), (entry.Status, entry.Client, entry.Type)));
        Assert.All(entries, entry => Assert.Equal(
            "The token is unknown, expired or revoked. Issue a new one at /oauth/token.", entry.Detail));
        Assert.All(entries, entry => Assert.Empty(entry.Attributes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer ada@example.com")]
    [InlineData("Bearer scim_sts_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nobodys_request_is_nobodys(string? authorization)
    {
        var answer = authorization is null
            ? await Service.SendBareAsync("GET", TestService.Users)
            : await Service.SendBareAsync("GET", TestService.Users, ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(Service.Waiting().Accounts);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_an_entry()
    {
        var token = await Service.IssueAsync("other");
        await Service.SendBareAsync("GET", TestService.Users, ("Authorization", $"Bearer {token}"));

        var entry = Assert.Single(await Service.EntriesAsync(1));

        Assert.Equal((403, "The token lacks the scope scim. Issue one with it at /oauth/token."), (entry.Status, entry.Detail));
    }

    [Theory]
    [InlineData($"{Grant}&client_id=client&client_secret=wrong-secret", 401, "invalid_client")]
    [InlineData("grant_type=ada&client_id=client&client_secret=secret", 400, "unsupported_grant_type")]
    [InlineData($"{Grant}&client_id=client&client_secret=secret&scope=ada", 400, "invalid_scope")]
    [InlineData($"{Grant}&client_id=client&client_secret=secret&expires_in=ada", 400, "invalid_request")]
    [InlineData(
        $"{Grant}&client_id=client&client_assertion=e30.e30.AAAA"
        + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer",
        401,
        "invalid_client")]
    public async Task A_refused_token_belongs_to_the_client_that_is_named(string form, int status, string type)
    {
        Assert.Equal(status, (int)(await TokenEndpointTests.PostAsync(Service, form)).StatusCode);

        var entry = Assert.Single(await Service.EntriesAsync(1));

        Assert.Equal((status, type, TestService.Client), (entry.Status, entry.Type, entry.Client));
        Assert.Equal(("POST", "/oauth/token", "IssueToken"), (entry.Method, entry.Route, entry.Operation));
        Assert.DoesNotContain("ada", entry.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Grant}&client_id=nobody&client_secret=secret")]
    [InlineData($"{Grant}&client_id=client")]
    [InlineData($"{Grant}&client_id=ada@example.com&client_secret=secret")]
    public async Task A_client_that_is_not_known_or_not_looked_for_is_nobody(string form)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenEndpointTests.PostAsync(Service, form)).StatusCode);

        Assert.Empty(Service.Waiting().Accounts);
    }

    [Fact]
    public async Task Tokens_that_are_issued_and_revoked_are_counted()
    {
        const string Client = "client_id=client&client_secret=secret";
        await TokenEndpointTests.PostAsync(Service, $"{Grant}&{Client}");
        await TokenEndpointTests.PostAsync(Service, $"token=x&{Client}", path: "/oauth/revoke");

        var counts = Assert.Single(await Service.CountsAsync(2));

        Assert.Equal(
            [new("IssueToken", 2, 1), new AnsweredRequests("RevokeToken", 2, 1)], counts.Answered.OrderBy(answered => answered.Operation));
    }

    [Fact]
    public async Task Wrong_secrets_past_the_allowance_belong_to_nobody()
    {
        for (var number = 0; number < 210; number++)
            await TokenEndpointTests.PostAsync(Service, $"{Grant}&client_id=client&client_secret=wrong{number}");

        var counts = Assert.Single(await Service.CountsAsync((int)FailedAttempts.OfClientAtShared.Burst));

        Assert.Equal(0, counts.Denied);
    }

    private async Task DisableAsync()
    {
        var client = (await Service.Storage.Clients.FindAsync(TestService.Client, Cancel))!; // It was added.
        await Service.Storage.Clients.UpdateAsync(client with { Disabled = true }, Cancel);
    }
}
