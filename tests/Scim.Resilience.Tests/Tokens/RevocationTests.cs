using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Resilience.Tests.Tokens;

/// <summary>What is taken from a client at one host is taken at every other within 30 s.</summary>
public sealed class RevocationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ServiceInstance _here = null!;
    private ServiceInstance _elsewhere = null!;
    private Tenant _tenant = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tables = AzuriteInstance.NewTablePrefix();
        _here = await ServiceInstance.StartAsync(tables, _time);
        _elsewhere = await ServiceInstance.StartAsync(tables, _time);
        _tenant = await _here.AddTenantAsync("acme");
    }

    public async ValueTask DisposeAsync()
    {
        await _elsewhere.DisposeAsync();
        await _here.DisposeAsync();
    }

    [Fact]
    public async Task A_token_revoked_at_one_host_is_refused_there_at_once_and_elsewhere_after_30_seconds()
    {
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_here));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(_here, "/oauth/revoke", $"token={_tenant.Token}", _tenant.Secret));

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere));
    }

    [Fact]
    public async Task A_use_just_before_does_not_lengthen_the_life_of_a_revoked_token()
    {
        for (var second = 0; second < 24; second++)
        {
            Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere));
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        await AskAsync(_here, "/oauth/revoke", $"token={_tenant.Token}", _tenant.Secret);

        for (var second = 0; second < 30; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await UseAsync(_elsewhere);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere));
    }

    [Fact]
    public async Task A_disabled_client_is_refused_everywhere_after_30_seconds_and_let_in_again_when_it_is_enabled()
    {
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere));

        await ChangeAsync(client => client with { Disabled = true });
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_here, "/oauth/token", "grant_type=client_credentials", _tenant.Secret));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere));

        await ChangeAsync(client => client with { Disabled = false });
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere));
    }

    [Fact]
    public async Task A_secret_is_rotated_without_an_outage()
    {
        await ChangeAsync(
            client => client with { Secrets = [.. client.Secrets, new ClientSecret(SecretHash.Of("new"), _time.GetUtcNow())] });
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_here, "/oauth/token", "grant_type=client_credentials", _tenant.Secret));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_elsewhere, "/oauth/token", "grant_type=client_credentials", "new"));

        await ChangeAsync(client => client with { Secrets = [client.Secrets[^1]] });
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(_here, "/oauth/token", "grant_type=client_credentials", _tenant.Secret));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(_here, "/oauth/token", "grant_type=client_credentials", "new"));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere));
    }

    [Fact]
    public async Task A_token_that_is_used_at_any_host_never_expires_and_one_that_is_not_does()
    {
        for (var month = 0; month < 30; month++)
        {
            _time.Advance(TimeSpan.FromDays(30));
            Assert.Equal(HttpStatusCode.OK, await UseAsync(month % 2 == 0 ? _here : _elsewhere));
        }

        _time.Advance(TimeSpan.FromSeconds(31_556_952));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere));
    }

    private async Task<HttpStatusCode> UseAsync(ServiceInstance instance)
    {
        using var scim = instance.ClientOf(_tenant);
        return (await scim.GetAsync("/Users?count=0", Cancel)).Status;
    }

    private async Task<HttpStatusCode> AskAsync(ServiceInstance instance, string path, string form, string secret)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, instance.ScimBase[..^"/scim/v2".Length] + path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_tenant.Client}:{secret}")));
        request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await http.SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private async Task ChangeAsync(Func<OAuthClient, OAuthClient> change)
    {
        var clients = _here.Services.GetRequiredService<IClientStore>();
        Assert.NotNull(await clients.UpdateAsync(change((await clients.FindAsync(_tenant.Client, Cancel))!), Cancel));
    }
}
