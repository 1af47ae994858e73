using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Waiting;
using Scim.Storage.InMemory;
using Scim.Testing;

namespace Scim.Provisioning.Tests.Tokens;

/// <summary>Each unknown token costs a read; from one address they are paced.</summary>
public sealed class UnknownTokensTests : IDisposable
{
    private static readonly ClientAddress Here = ClientAddress.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly ClientAddress There = ClientAddress.Of(IPAddress.Parse("192.0.2.2"));

    private readonly WatchedTime _time = new();
    private readonly InMemoryStorage _storage = new();
    private readonly Mock<ITokenStore> _tokens = new();
    private readonly Authenticator _authenticator;
    private int _reads;

    public UnknownTokensTests()
    {
        _tokens.Setup(store => store.FindAsync(It.IsAny<SecretHash>(), It.IsAny<CancellationToken>()))
            .Returns((SecretHash hash, CancellationToken cancellationToken) =>
            {
                Interlocked.Increment(ref _reads);
                return _storage.Tokens.FindAsync(hash, cancellationToken);
            });
        _authenticator = new Authenticator(_tokens.Object, _storage.Clients, _time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _authenticator.Dispose();

    [Theory]
    [InlineData("nothing")]
    [InlineData("scim_sts_tooshort")]
    [InlineData("SCIM_STS_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("scim_sts_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("scim_sts_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_cannot_be_a_token_costs_no_read(string text)
    {
        Assert.Null(await AuthenticateAsync(text, Here));

        Assert.Equal(0, _reads);
    }

    [Fact]
    public async Task Ten_are_read_at_once_and_then_ten_a_second_each_in_its_turn()
    {
        using var unknown = new UnknownTokens(_time);
        var reads = Enumerable.Range(0, 12).Select(_ => unknown.WaitAsync(Here)).ToList();
        Assert.Equal(10, reads.Count(read => read.IsCompletedSuccessfully));

        _time.Advance(TimeSpan.FromMilliseconds(100));
        await reads[10];
        Assert.False(reads[11].IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await reads[11];
    }

    [Fact]
    public async Task Beyond_twenty_seconds_of_reads_one_is_refused_and_told_when_to_come_again()
    {
        using var unknown = new UnknownTokens(_time);
        var reads = Enumerable.Range(0, 210).Select(_ => unknown.WaitAsync(Here)).ToList();

        var refusal = await Assert.ThrowsAsync<ScimException>(() => unknown.WaitAsync(Here));

        Assert.Equal((429, 1), (refusal.Error.Status, refusal.Error.RetryAfterSeconds));
        Assert.True(unknown.WaitAsync(There).IsCompletedSuccessfully);
        Assert.True(unknown.WaitAsync(ClientAddress.Shared).IsCompletedSuccessfully);
        _time.Advance(TimeSpan.FromSeconds(20));
        await Task.WhenAll(reads);
    }

    [Fact]
    public async Task No_more_than_a_thousand_wait_wherever_they_come_from()
    {
        using var unknown = new UnknownTokens(_time);
        var reads = new List<Task>();
        for (var address = 0; address < 30; address++)
        {
            var from = ClientAddress.Of(new IPAddress([192, 0, 2, (byte)address]));
            reads.AddRange(Enumerable.Range(0, 50).Select(_ => unknown.WaitAsync(from)));
        }

        Assert.Equal(1_000, reads.Count(read => !read.IsCompleted));
        Assert.Equal(200, reads.Count(read => read.IsFaulted));
        _time.Advance(TimeSpan.FromSeconds(4));
        await Task.WhenAll(reads.Where(read => !read.IsFaulted));
        Assert.False(unknown.WaitAsync(Here).IsFaulted);
    }

    [Fact]
    public void Callers_of_private_addresses_share_a_wider_allowance()
    {
        using var unknown = new UnknownTokens(_time);
        var reads = Enumerable.Range(0, 101).Select(_ => unknown.WaitAsync(ClientAddress.Shared)).ToList();

        Assert.Equal(100, reads.Count(read => read.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task A_token_that_was_good_here_is_never_made_to_wait()
    {
        var good = await IssueAsync();
        Assert.NotNull(await AuthenticateAsync(good, Here));
        var strangers = await FloodAsync();

        Assert.NotNull(await AuthenticateAsync(good, Here));
        _time.Advance(TimeSpan.FromSeconds(26)); // What is remembered of the token is too old.
        strangers.AddRange(await FloodAsync());
        Assert.NotNull(await AuthenticateAsync(good, Here));

        Assert.Contains(strangers, request => !request.IsCompleted);
    }

    [Fact]
    public async Task A_token_that_was_issued_here_waits_for_nobody()
    {
        await IssueAsync();
        var client = await _storage.Clients.FindAsync(ClientId.Parse("client"), Cancel);
        var service = new TokenService(_storage.Tokens, _storage.Clients, _authenticator, _time);
        var issued = await service.IssueAsync(client!, [Caller.ScimScope], lifetime: null, Cancel); // Just added.
        await FloodAsync();

        Assert.NotNull(await AuthenticateAsync(issued.Text, Here));
    }

    [Fact]
    public async Task A_good_token_that_is_new_here_waits_its_turn_and_is_let_in()
    {
        var good = await IssueAsync();
        await SendAsync(15, last: TimeSpan.FromMilliseconds(500));

        var request = AuthenticateAsync(good, Here);
        await _time.WaitsAsync(TimeSpan.FromMilliseconds(600));
        _time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.False(request.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.NotNull(await request);
    }

    [Fact]
    public async Task Behind_a_hundred_others_a_good_token_is_let_in_and_its_time_for_storage_stands_still_meanwhile()
    {
        var good = await IssueAsync();
        await SendAsync(110, last: TimeSpan.FromMilliseconds(10_000));
        var storage = new Mock<IStorageTime>();

        var request = _authenticator.AuthenticateAsync(good, () => Here, storage.Object, Cancel);
        storage.Verify(time => time.Pause(), Times.Once);
        storage.Verify(time => time.RunOn(), Times.Never);
        await _time.WaitsAsync(TimeSpan.FromMilliseconds(10_100));
        _time.Advance(TimeSpan.FromMilliseconds(10_000));
        Assert.False(request.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.NotNull((await request).Caller);
        storage.Verify(time => time.RunOn(), Times.Once);
    }

    [Fact]
    public async Task Good_tokens_and_outages_cost_nothing_of_the_allowance()
    {
        for (var token = 0; token < 30; token++)
            Assert.NotNull(await AuthenticateAsync(await IssueAsync(), Here));
        _tokens.Setup(store => store.FindAsync(It.IsAny<SecretHash>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException());
        for (var token = 0; token < 30; token++)
            await Assert.ThrowsAsync<StorageUnavailableException>(() => AuthenticateAsync(TokenText.Draw(), Here));
    }

    [Fact]
    public async Task An_expired_token_is_read_once_in_25_seconds()
    {
        var expired = await IssueAsync();
        _time.Advance(TimeSpan.FromHours(2));

        for (var use = 0; use < 100; use++)
            Assert.Null(await AuthenticateAsync(expired, Here));

        Assert.Equal(1, _reads);
    }

    private async Task<Caller?> AuthenticateAsync(string token, ClientAddress from) =>
        (await _authenticator.AuthenticateAsync(token, () => from, storage: null, Cancel)).Caller;

    /// <summary>Sends unknown tokens, and returns once ten are answered and the last of the others has its turn.</summary>
    private async Task SendAsync(int count, TimeSpan last)
    {
        var strangers = Enumerable.Range(0, count).Select(_ => AuthenticateAsync(TokenText.Draw(), Here)).ToList();
        await _time.WaitsAsync(last);
        await Eventually.HoldsAsync(() => Task.FromResult(strangers.Count(request => request.IsCompleted) == 10), Cancel);
    }

    /// <summary>Sends unknown tokens until the first of them are refused.</summary>
    private async Task<List<Task<Caller?>>> FloodAsync()
    {
        var requests = Enumerable.Range(0, 300).Select(_ => AuthenticateAsync(TokenText.Draw(), Here)).ToList();
        while (!requests.Exists(request => request.IsFaulted))
            await Task.Yield();
        return requests;
    }

    private async Task<string> IssueAsync()
    {
        var text = TokenText.Draw();
        var client = ClientId.Parse("client");
        await _storage.Clients.AddAsync(
            new OAuthClient
            {
                Id = client,
                Account = AccountId.Parse("acme"),
                Secrets = [],
                Scopes = [Caller.ScimScope],
                RateLimit = RateLimit.Default,
            }, Cancel);
        await _storage.Tokens.AddAsync(
            new StsToken
            {
                Hash = SecretHash.Of(text),
                Account = AccountId.Parse("acme"),
                Client = client,
                Scopes = [Caller.ScimScope],
                Lifetime = TimeSpan.FromHours(1),
                Expires = _time.GetUtcNow().AddHours(1),
                LastUsed = _time.GetUtcNow(),
            },
            Cancel);
        return text;
    }

    /// <summary>A clock that knows for how long somebody has begun to wait.</summary>
    private sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(1);

        private readonly ConcurrentQueue<TimeSpan> _waits = new();

        /// <summary>Returns once somebody has begun to wait for so long, to the millisecond of a delay.</summary>
        public Task WaitsAsync(TimeSpan wait) => Eventually.HoldsAsync(
            () => Task.FromResult(_waits.Any(begun => (begun - wait).Duration() <= Resolution)), Cancel);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _waits.Enqueue(dueTime);
            return timer;
        }
    }
}
