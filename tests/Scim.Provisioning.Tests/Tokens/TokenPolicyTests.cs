using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Tokens;

public sealed class TokenPolicyTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly AccountId Account = AccountId.Parse("acme");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStorage _storage = new();
    private readonly Authenticator _authenticator;
    private readonly TokenService _tokens;
    private readonly ClientService _clients;

    public TokenPolicyTests()
    {
        _authenticator = new Authenticator(_storage.Tokens, _storage.Clients, _time);
        _tokens = new TokenService(_storage.Tokens, _storage.Clients, _authenticator, _time);
        _clients = new ClientService(_storage.Clients, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _authenticator.Dispose();

    [Fact]
    public async Task A_fixed_token_ends_on_time_however_much_it_is_used()
    {
        var client = await CreateAsync(TokenPolicy.Fixed(Hour));
        var token = await IssueAsync(client);

        for (var minute = 0; minute < 60; minute++)
        {
            Assert.True(await IsAliveAsync(token));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.False(await IsAliveAsync(token));
    }

    [Fact]
    public async Task A_fixed_token_lives_to_its_last_moment()
    {
        var token = await IssueAsync(await CreateAsync(TokenPolicy.Fixed(Hour)));

        _time.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.True(await IsAliveAsync(token));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.False(await IsAliveAsync(token));
    }

    [Theory]
    [InlineData(null, 7_200)]
    [InlineData(31_556_952, 7_200)]
    [InlineData(7_199, 7_199)]
    [InlineData(60, 60)]
    [InlineData(59, 60)]
    [InlineData(1, 60)]
    public void What_is_asked_of_a_fixed_policy_is_bounded(int? asked, int lifetime) =>
        Assert.Equal(
            TimeSpan.FromSeconds(lifetime),
            TokenPolicy.Fixed(2 * Hour).LifetimeOf(asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

    [Theory]
    [InlineData(3_599)]
    [InlineData(21_601)]
    public void A_fixed_lifetime_is_one_to_six_hours(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenPolicy.Fixed(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task A_client_that_becomes_fixed_keeps_its_tokens_for_one_lifetime()
    {
        var client = await CreateAsync(TokenPolicy.Sliding);
        var old = await IssueAsync(client);
        client = await SetAsync(client, TokenPolicy.Fixed(Hour));
        _time.Advance(Hour - TimeSpan.FromSeconds(1));

        Assert.True(await IsAliveAsync(old));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsAliveAsync(old));
        Assert.True(await IsAliveAsync(await IssueAsync(client)));
    }

    [Fact]
    public async Task A_token_that_ends_sooner_than_that_ends_sooner()
    {
        var client = await CreateAsync(TokenPolicy.Sliding);
        var issued = await _tokens.IssueAsync(client, client.Scopes, TimeSpan.FromMinutes(5), Cancel);
        await SetAsync(client, TokenPolicy.Fixed(Hour));

        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.False(await IsAliveAsync(issued.Text));
    }

    [Fact]
    public async Task What_has_ended_does_not_come_back_with_the_old_policy()
    {
        var client = await CreateAsync(TokenPolicy.Sliding);
        var old = await IssueAsync(client);
        client = await SetAsync(client, TokenPolicy.Fixed(Hour));
        var between = await IssueAsync(client);
        _time.Advance(Hour);

        client = await SetAsync(client, TokenPolicy.Sliding);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsAliveAsync(old));
        Assert.False(await IsAliveAsync(between));

        await SetAsync(client, TokenPolicy.Fixed(Hour));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsAliveAsync(old));
    }

    [Fact]
    public async Task A_change_of_the_fixed_lifetime_leaves_the_tokens_as_they_are()
    {
        var client = await CreateAsync(TokenPolicy.Fixed(2 * Hour));
        var old = await IssueAsync(client);
        client = await SetAsync(client, TokenPolicy.Fixed(Hour));
        var later = await IssueAsync(client);
        _time.Advance(2 * Hour - TimeSpan.FromMinutes(1));

        Assert.True(await IsAliveAsync(old));
        Assert.False(await IsAliveAsync(later));
    }

    [Fact]
    public async Task A_fixed_token_is_not_lengthened_when_its_client_becomes_sliding()
    {
        var client = await CreateAsync(TokenPolicy.Fixed(Hour));
        var old = await IssueAsync(client);
        await SetAsync(client, TokenPolicy.Sliding);
        _time.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.True(await IsAliveAsync(old));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(await IsAliveAsync(old));
    }

    private async Task<OAuthClient> CreateAsync(TokenPolicy policy) =>
        (await _clients.CreateAsync(new NewClient(Account) { Policy = policy }, Cancel)).Client;

    private async Task<OAuthClient> SetAsync(OAuthClient client, TokenPolicy policy)
    {
        var changed = await _clients.ChangeAsync(client.Id, found => found.With(policy, _time.GetUtcNow()), Cancel);
        Assert.NotNull(changed);
        return changed;
    }

    private async Task<string> IssueAsync(OAuthClient client) =>
        (await _tokens.IssueAsync(client, client.Scopes, lifetime: null, Cancel)).Text;

    /// <summary>True if the token lets its client in. It is used then.</summary>
    private async Task<bool> IsAliveAsync(string token)
    {
        var sent = await _authenticator.AuthenticateAsync(token, () => ClientAddress.Shared, storage: null, Cancel);
        if (sent.Caller is not { } caller)
            return false;
        if (caller.RenewAsync is { } renew)
            await renew();
        return true;
    }
}
