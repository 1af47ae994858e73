using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Tokens;

public sealed class TokenTests : IDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly string[] Scopes = ["scim"];
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStorage _storage = new();
    private readonly Authenticator _authenticator;
    private readonly TokenService _tokens;

    public TokenTests()
    {
        _authenticator = new Authenticator(_storage.Tokens, _storage.Clients, _time);
        _tokens = new TokenService(_storage.Tokens, _storage.Clients, _authenticator, _time);
    }

    public void Dispose() => _authenticator.Dispose();

    [Fact]
    public async Task An_issued_token_authenticates_its_client()
    {
        var issued = await IssueAsync();

        var caller = await AuthenticateAsync(issued.Text);

        Assert.NotNull(caller);
        Assert.Equal("client", caller.Client.Value);
        Assert.Equal("acme", caller.Account.Value);
        Assert.Equal(Scopes, caller.Scopes);
        Assert.StartsWith(TokenService.Prefix, issued.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("scim_sts_unknown")]
    public async Task Any_other_text_authenticates_nobody(string token)
    {
        await IssueAsync();

        Assert.Null(await AuthenticateAsync(token));
        Assert.Null(await AuthenticateAsync(new string('x', 10_000)));
    }

    [Fact]
    public async Task A_token_lives_as_long_as_it_is_used()
    {
        var issued = await IssueAsync(TimeSpan.FromHours(10));

        for (var use = 0; use < 20; use++)
        {
            _time.Advance(TimeSpan.FromHours(9));
            var caller = await AuthenticateAsync(issued.Text);
            Assert.NotNull(caller);
            await RenewAsync(caller);
        }
        _time.Advance(TimeSpan.FromHours(10));

        Assert.Null(await AuthenticateAsync(issued.Text));
    }

    [Fact]
    public async Task Its_expiry_moves_after_a_tenth_of_its_life_and_not_before()
    {
        var issued = await IssueAsync(TimeSpan.FromMinutes(100));
        var hash = SecretHash.Of(issued.Text);

        _time.Advance(TimeSpan.FromMinutes(9));
        await RenewAsync(await AuthenticateAsync(issued.Text));
        Assert.Equal(issued.Token.Expires, (await _storage.Tokens.FindAsync(hash, Stop))!.Expires);

        _time.Advance(TimeSpan.FromMinutes(1));
        await RenewAsync(await AuthenticateAsync(issued.Text));
        Assert.Equal(_time.GetUtcNow().AddMinutes(100), (await _storage.Tokens.FindAsync(hash, Stop))!.Expires);
    }

    [Fact]
    public async Task A_use_that_a_wrong_clock_noted_in_the_future_is_corrected_by_the_next()
    {
        var issued = await IssueAsync(TimeSpan.FromHours(10));
        var wrong = _time.GetUtcNow().AddDays(300);
        await _storage.Tokens.ExtendAsync(
            (await _storage.Tokens.FindAsync(SecretHash.Of(issued.Text), Stop))!, wrong, wrong.AddHours(10), Stop);

        await RenewAsync(await AuthenticateAsync(issued.Text));

        Assert.Equal(_time.GetUtcNow().AddHours(10), (await _storage.Tokens.FindAsync(SecretHash.Of(issued.Text), Stop))!.Expires);
    }

    [Fact]
    public async Task A_token_that_another_instance_kept_alive_is_not_refused_from_memory()
    {
        var issued = await IssueAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(await AuthenticateAsync(issued.Text));

        _time.Advance(TimeSpan.FromSeconds(10));
        using (var other = new Authenticator(_storage.Tokens, _storage.Clients, _time))
            await RenewAsync((await other.AuthenticateAsync(issued.Text, () => ClientAddress.Shared, storage: null, Stop)).Caller);
        _time.Advance(TimeSpan.FromSeconds(12));

        Assert.NotNull(await AuthenticateAsync(issued.Text));
    }

    [Fact]
    public async Task A_revocation_elsewhere_takes_effect_within_thirty_seconds()
    {
        var issued = await IssueAsync();
        Assert.NotNull(await AuthenticateAsync(issued.Text));

        await _storage.Tokens.RevokeAsync(SecretHash.Of(issued.Text), Stop);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await AuthenticateAsync(issued.Text));
    }

    [Fact]
    public async Task A_revocation_is_never_overwritten_by_a_renewal()
    {
        var issued = await IssueAsync(TimeSpan.FromSeconds(100));
        Assert.NotNull(await AuthenticateAsync(issued.Text));
        await _storage.Tokens.RevokeAsync(SecretHash.Of(issued.Text), Stop);
        _time.Advance(TimeSpan.FromSeconds(12));

        // Still remembered as good, and due to be renewed.
        await RenewAsync(await AuthenticateAsync(issued.Text));

        Assert.True((await _storage.Tokens.FindAsync(SecretHash.Of(issued.Text), Stop))!.Revoked);
        Assert.Null(await AuthenticateAsync(issued.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_that_lets_nobody_in_still_tells_whose_it_was(bool isRevoked)
    {
        var issued = await IssueAsync(TimeSpan.FromSeconds(100));
        if (isRevoked)
            await _storage.Tokens.RevokeAsync(SecretHash.Of(issued.Text), Stop);
        else
            _time.Advance(TimeSpan.FromSeconds(100));

        for (var times = 0; times < 2; times++)
        {
            var sent = await _authenticator.AuthenticateAsync(issued.Text, () => ClientAddress.Shared, storage: null, Stop);

            Assert.Null(sent.Caller);
            Assert.Equal((issued.Token.Account, issued.Token.Client), (sent.Stored?.Account, sent.Stored?.Client));
        }
        Assert.Equal(default, await _authenticator.AuthenticateAsync(TokenText.Draw(), () => ClientAddress.Shared, storage: null, Stop));
    }

    [Theory]
    [InlineData("client", "secret", true, true)]
    [InlineData("client", "wrong", true, false)]
    [InlineData("client", "", false, false)]
    [InlineData("nobody", "secret", false, false)]
    [InlineData("no client", "secret", false, false)]
    public async Task A_wrong_secret_still_tells_which_client_is_named(string id, string secret, bool isNamed, bool isGood)
    {
        await IssueAsync(); // Adds the client.

        var proof = await _tokens.ProveAsync(id, secret, Stop);

        Assert.Equal((isNamed, isGood), (proof.Named is not null, proof.IsGood));
        Assert.Equal(isGood ? proof.Named : null, proof.Verified);
    }

    [Fact]
    public async Task Disabling_a_client_takes_effect_within_thirty_seconds()
    {
        var issued = await IssueAsync();
        Assert.NotNull(await AuthenticateAsync(issued.Text));

        var client = (await _storage.Clients.FindAsync(ClientId.Parse("client"), Stop))!;
        await _storage.Clients.UpdateAsync(client with { Disabled = true }, Stop);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await AuthenticateAsync(issued.Text));
        Assert.Null(await _tokens.VerifyClientAsync("client", "secret", Stop));
    }

    [Theory]
    [InlineData("client", "secret", true)]
    [InlineData("client", "other-secret", true)]
    [InlineData("client", "wrong", false)]
    [InlineData("client", "", false)]
    [InlineData("nobody", "secret", false)]
    [InlineData("nobody", "", false)]
    [InlineData("no body", "secret", false)]
    public async Task A_client_is_known_by_either_of_its_secrets(string id, string secret, bool expected)
    {
        await IssueAsync();

        Assert.Equal(expected, await _tokens.VerifyClientAsync(id, secret, Stop) is not null);
    }

    [Fact]
    public async Task A_client_revokes_its_own_tokens_only()
    {
        var issued = await IssueAsync();
        var other = Client("other");

        await _tokens.RevokeAsync(other, issued.Text, Stop);
        Assert.NotNull(await AuthenticateAsync(issued.Text));

        await _tokens.RevokeAsync(Client("client"), issued.Text, Stop);
        Assert.Null(await AuthenticateAsync(issued.Text));
    }

    [Theory]
    [InlineData(null, 31_556_952)]
    [InlineData(40_000_000.0, 31_556_952)]
    [InlineData(60.0, 60)]
    public async Task A_lifetime_is_a_year_at_most(double? asked, double expected)
    {
        var issued = await IssueAsync(asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(expected, issued.Token.Lifetime.TotalSeconds);
    }

    private static OAuthClient Client(string id) => new()
    {
        Id = ClientId.Parse(id),
        Account = AccountId.Parse("acme"),
        Secrets = [new(SecretHash.Of("secret"), default), new(SecretHash.Of("other-secret"), default)],
        Scopes = Scopes,
        RateLimit = RateLimit.Default,
    };

    private async Task<IssuedToken> IssueAsync(TimeSpan? lifetime = null)
    {
        await _storage.Clients.AddAsync(Client("client"), Stop);
        return await _tokens.IssueAsync(Client("client"), Scopes, lifetime, Stop);
    }

    private async Task<Caller?> AuthenticateAsync(string token) =>
        (await _authenticator.AuthenticateAsync(token, () => ClientAddress.Shared, storage: null, Stop)).Caller;

    /// <summary>What the service does for a request of the caller that is not denied.</summary>
    private static Task RenewAsync(Caller? caller)
    {
        Assert.NotNull(caller);
        return caller.RenewAsync?.Invoke() ?? Task.CompletedTask;
    }
}
