using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Metering;

public sealed class IdleBucketsTests
{
    private static readonly ClientId Known = ClientId.Parse("known");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryClientStore _clients = new();
    private readonly InMemoryTokenBucketStore _buckets = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 90, true)]
    [InlineData(0, 89, false)] // Full for 59 minutes only.
    [InlineData(-30, 120, true)]
    [InlineData(-30, 119, false)]
    [InlineData(30, 60, true)]
    [InlineData(30, 59, false)]
    [InlineData(50, 60, true)] // The burst was lowered meanwhile.
    [InlineData(30, -60, false)] // Written by a clock that is ahead.
    [InlineData(-1_000_000, 90, false)]
    public async Task Contain_a_bucket_that_has_been_full_for_an_hour(double tokens, int minutesAgo, bool isIdle)
    {
        await AddClientAsync(new RateLimit(1.0 / 60, 30)); // A token a minute.

        Assert.Equal(isIdle, await ContainAsync(Known, tokens, minutesAgo));
    }

    [Theory]
    [InlineData(-1_000_000, 60, true)]
    [InlineData(30, 59, false)] // Its client may have been registered a moment ago.
    public async Task Contain_the_bucket_of_a_client_that_is_no_more(double tokens, int minutesAgo, bool isIdle) =>
        Assert.Equal(isIdle, await ContainAsync(ClientId.Parse("nobody"), tokens, minutesAgo));

    private ValueTask<bool> ContainAsync(ClientId caller, double tokens, int minutesAgo) =>
        new IdleBuckets(_buckets, _clients, _time).ContainAsync(
            new CallersBucket(caller, new StoredBucket(new BucketState(tokens, _time.GetUtcNow().AddMinutes(-minutesAgo)), "tag")), Cancel);

    private async Task AddClientAsync(RateLimit limit) => Assert.True(await _clients.AddAsync(
        new OAuthClient { Id = Known, Account = AccountId.Parse("acme"), Secrets = [], Scopes = [Caller.ScimScope], RateLimit = limit },
        Cancel));
}
