using System.Net;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Tests.Pipeline;

/// <summary>What counts as a use that keeps a token alive.</summary>
public sealed class TokenRenewalTests
{
    private static readonly RateLimit OneADay = new(1.0 / (24 * 3_600), 1);
    private static readonly TimeSpan Due = TimeSpan.FromHours(2);

    [Theory]
    [InlineData("GET", "/scim/v2/Users")]
    [InlineData("GET", "/scim/v2/Nothing")]
    [InlineData("DELETE", "/scim/v2/Users/unknown")]
    public async Task A_request_that_the_meter_grants_moves_the_expiry(string method, string path)
    {
        await using var service = await TestService.StartAsync();
        var expires = await ExpiresAsync(service, service.Token);
        service.Time.Advance(Due);

        await service.SendAsync(method, path);

        Assert.Equal(expires + Due, await ExpiresAsync(service, service.Token));
    }

    [Fact]
    public async Task A_denied_request_writes_nothing()
    {
        await using var service = await TestService.StartAsync(OneADay);
        await service.GetAsync(TestService.Users);
        var expires = await ExpiresAsync(service, service.Token);
        service.Time.Advance(Due);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await service.GetAsync(TestService.Users)).StatusCode);
        Assert.Equal(expires, await ExpiresAsync(service, service.Token));
    }

    [Fact]
    public async Task A_request_without_the_scope_writes_nothing()
    {
        await using var service = await TestService.StartAsync();
        var token = await service.IssueAsync("other");
        var expires = await ExpiresAsync(service, token);
        service.Time.Advance(Due);

        var answer = await service.SendBareAsync("GET", TestService.Users, ("Authorization", $"Bearer {token}"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(expires, await ExpiresAsync(service, token));
    }

    private static async Task<DateTimeOffset> ExpiresAsync(TestService service, string token) =>
        (await service.Storage.Tokens.FindAsync(SecretHash.Of(token), TestContext.Current.CancellationToken))!.Expires;
}
