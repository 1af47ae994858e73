using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Operations.Accounts;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Testing;

namespace Scim.Resilience.Tests.Tokens;

/// <summary>Tokens that live for a time from their issue, at two hosts.</summary>
public sealed class FixedTokenTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
    private static readonly TimeSpan Everywhere = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ServiceInstance _here = null!;
    private ServiceInstance _elsewhere = null!;
    private Tenant _tenant = null!;
    private string _token = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tables = AzuriteInstance.NewTablePrefix();
        _here = await ServiceInstance.StartAsync(tables, _time);
        _elsewhere = await ServiceInstance.StartAsync(tables, _time);
        _tenant = await _here.AddTenantAsync("acme");
        await ChangeAsync(client => client.With(TokenPolicy.Fixed(Lifetime), _time.GetUtcNow()));
        _token = await RequestAsync(_here);
    }

    public async ValueTask DisposeAsync()
    {
        await _elsewhere.DisposeAsync();
        await _here.DisposeAsync();
    }

    [Theory]
    [InlineData("", 7_200)]
    [InlineData("31556952", 7_200)]
    [InlineData("120", 120)]
    [InlineData("1", 60)]
    public async Task The_answer_says_how_long_it_lives(string asked, int seconds)
    {
        using var scim = _here.ClientOf(_tenant);

        var answer = await scim.RequestTokenAsync(_tenant.Client.Value, _tenant.Secret, Cancel, asked);

        Assert.Equal(seconds, answer.Body.GetProperty("expires_in").GetInt32());
        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        var token = answer.Text("access_token") ?? "";
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here, token));
    }

    [Fact]
    public async Task Use_does_not_lengthen_its_life()
    {
        for (var minutes = 0; minutes < Lifetime.TotalMinutes; minutes += 10)
        {
            Assert.Equal(HttpStatusCode.OK, await UseAsync(_here, _token));
            Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, _token));
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here, _token));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, _token));
    }

    [Fact]
    public async Task The_tokens_from_before_end_after_one_lifetime_however_much_they_are_used()
    {
        for (var minutes = 0; minutes < Lifetime.TotalMinutes; minutes += 10)
        {
            Assert.Equal(HttpStatusCode.OK, await UseAsync(_here, _tenant.Token));
            Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, _tenant.Token));
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here, _tenant.Token));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, _tenant.Token));
    }

    [Fact]
    public async Task A_change_of_policy_reaches_a_host_that_remembers_the_token_within_30_seconds()
    {
        await ChangeAsync(client => client.With(TokenPolicy.Sliding, _time.GetUtcNow()));
        var sliding = await RequestAsync(_here);
        await ChangeAsync(client => client.With(TokenPolicy.Fixed(TokenPolicy.Shortest), _time.GetUtcNow()));
        _time.Advance(TokenPolicy.Shortest - Everywhere);
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, sliding));

        _time.Advance(Everywhere);

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, sliding));
    }

    [Fact]
    public async Task A_revocation_counts_at_once_where_it_was_made_and_everywhere_after_30_seconds()
    {
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, _token));
        using var scim = _here.ClientOf(_tenant);

        await scim.RevokeTokenAsync(_tenant.Client.Value, _tenant.Secret, _token, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here, _token));
        _time.Advance(Everywhere);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, _token));
    }

    [Fact]
    public async Task A_disabled_client_is_refused_everywhere_after_30_seconds()
    {
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_here, _token));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, _token));

        await ChangeAsync(client => client with { Disabled = true });
        _time.Advance(Everywhere);

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here, _token));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, _token));
    }

    [Fact]
    public async Task A_deleted_account_is_refused_everywhere_after_30_seconds()
    {
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_here, _token));
        Assert.Equal(HttpStatusCode.OK, await UseAsync(_elsewhere, _token));

        // The clock of the operator's command, so that no request to storage runs out of its time.
        var clock = new FakeTimeProvider(_time.GetUtcNow());
        var deletion = DeleteAsync(clock);
        while (!deletion.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await deletion;
        _time.Advance(Everywhere);

        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_here, _token));
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(_elsewhere, _token));
    }

    /// <summary>As an operator's command does, which waits for the instances to learn of it.</summary>
    private async Task DeleteAsync(TimeProvider clock)
    {
        var services = _here.Services;
        var store = services.GetRequiredService<IAccountStore>();
        var accounts = new AccountOperations(
            store, services.GetRequiredService<RememberedAccounts>(), services.GetRequiredService<IUserStore>(), clock);
        var deletion = new AccountDeletion(
            store,
            services.GetRequiredService<IClientStore>(),
            services.GetRequiredService<ClientService>(),
            services.GetRequiredService<ITokenStore>(),
            services.GetRequiredService<IStreamStore>(),
            services.GetRequiredService<IRequestLog>(),
            clock);
        await deletion.DeleteAsync(await accounts.FindAsync(_tenant.Account, Cancel), new Progress<int>(), Cancel);
    }

    private static async Task<HttpStatusCode> UseAsync(ServiceInstance instance, string token)
    {
        using var scim = new ScimClient(instance.ScimBase, token);
        return (await scim.GetAsync("/Users?count=0", Cancel)).Status;
    }

    private async Task<string> RequestAsync(ServiceInstance instance)
    {
        using var scim = instance.ClientOf(_tenant);
        return (await scim.RequestTokenAsync(_tenant.Client.Value, _tenant.Secret, Cancel)).Text("access_token") ?? "";
    }

    private async Task ChangeAsync(Func<OAuthClient, OAuthClient> change) => Assert.NotNull(
        await _here.Services.GetRequiredService<ClientService>().ChangeAsync(_tenant.Client, change, Cancel));
}
