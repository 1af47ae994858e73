using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Tokens;

public sealed class ClientSecretTests : IDisposable
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStorage _storage = new();
    private readonly Authenticator _authenticator;
    private readonly TokenService _tokens;
    private readonly ClientService _clients;

    public ClientSecretTests()
    {
        _authenticator = new Authenticator(_storage.Tokens, _storage.Clients, _time);
        _tokens = new TokenService(_storage.Tokens, _storage.Clients, _authenticator, _time);
        _clients = new ClientService(_storage.Clients, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _authenticator.Dispose();

    [Fact]
    public async Task A_secret_is_refused_from_its_end_on()
    {
        var created = await CreateAsync(Year);

        _time.Advance(Year - TimeSpan.FromTicks(1));
        Assert.NotNull(await VerifyAsync(created));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await VerifyAsync(created));
    }

    [Fact]
    public async Task A_secret_without_an_end_is_good_for_ever()
    {
        var created = await CreateAsync(lifetime: null);

        _time.Advance(100 * Year);

        Assert.NotNull(await VerifyAsync(created));
    }

    [Fact]
    public async Task Each_of_two_secrets_has_its_own_end()
    {
        var first = await CreateAsync(Year);
        _time.Advance(Year - TimeSpan.FromDays(30));
        var second = await RotateAsync(first, lifetime: null);

        Assert.NotNull(await VerifyAsync(first));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Null(await VerifyAsync(first));
        Assert.NotNull(await VerifyAsync(second));
        _time.Advance(Year - TimeSpan.FromDays(30));
        Assert.Null(await VerifyAsync(second));
    }

    [Fact]
    public async Task A_secret_that_has_expired_makes_room_for_a_new_one()
    {
        var first = await CreateAsync(Year);
        await RotateAsync(first, 3 * Year);
        Assert.Null(await _clients.RotateSecretAsync(first.Client.Id, lifetime: null, Cancel));

        _time.Advance(Year);
        var third = await RotateAsync(first, lifetime: null);

        Assert.Equal([3 * Year, 3 * Year], third.Client.Secrets.Select(secret => secret.Lifetime));
    }

    [Fact]
    public async Task A_secret_knows_when_it_was_used_by_the_hour()
    {
        var created = await CreateAsync(Year);
        Assert.Null(await LastUsedAsync(created));
        var first = _time.GetUtcNow();

        await VerifyAsync(created);
        _time.Advance(TimeSpan.FromMinutes(59));
        await VerifyAsync(created);
        Assert.Equal(first, await LastUsedAsync(created));

        _time.Advance(TimeSpan.FromMinutes(1));
        await VerifyAsync(created);
        Assert.Equal(_time.GetUtcNow(), await LastUsedAsync(created));
    }

    [Theory]
    [InlineData(365, false)]
    [InlineData(31, false)]
    [InlineData(30, true)]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    public void A_secret_is_told_of_thirty_days_before_its_end(int days, bool isEnding)
    {
        var now = _time.GetUtcNow();

        Assert.Equal(isEnding, new ClientSecret(SecretHash.Of("s"), now - Year, now + TimeSpan.FromDays(days)).IsEndingAt(now));
        Assert.False(new ClientSecret(SecretHash.Of("s"), now - Year).IsEndingAt(now));
    }

    private Task<CreatedClient> CreateAsync(TimeSpan? lifetime) =>
        _clients.CreateAsync(new NewClient(AccountId.Parse("acme")) { SecretLifetime = lifetime }, Cancel);

    private async Task<CreatedClient> RotateAsync(CreatedClient created, TimeSpan? lifetime)
    {
        var rotated = await _clients.RotateSecretAsync(created.Client.Id, lifetime, Cancel);
        Assert.NotNull(rotated);
        return rotated;
    }

    private Task<OAuthClient?> VerifyAsync(CreatedClient created) =>
        _tokens.VerifyClientAsync(created.Client.Id.Value, created.Secret ?? "", Cancel);

    private async Task<DateTimeOffset?> LastUsedAsync(CreatedClient created) =>
        Assert.Single((await _storage.Clients.FindAsync(created.Client.Id, Cancel))!.Secrets).LastUsed; // It was created.
}
