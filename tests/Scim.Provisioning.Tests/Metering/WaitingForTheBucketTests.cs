using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>Requests of one client that come while a write of its bucket is under way.</summary>
public sealed class WaitingForTheBucketTests
{
    private static readonly ClientId Caller = ClientId.Parse("client");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Waiting_requests_are_granted_by_one_write()
    {
        var first = new TaskCompletionSource<StoredBucket?>();
        var store = new Mock<ITokenBucketStore>(MockBehavior.Strict);
        store.Setup(s => s.FindAsync(Caller, It.IsAny<CancellationToken>())).ReturnsAsync((StoredBucket?)null);
        store.SetupSequence(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns(first.Task)
            .ReturnsAsync(new StoredBucket(new BucketState(0, _time.GetUtcNow()), "2"));
        using var meter = new RequestMeter(store.Object, _time);

        var requests = Enumerable.Range(0, 10).Select(_ => TakeAsync(meter)).ToList();
        first.SetResult(new StoredBucket(new BucketState(3, _time.GetUtcNow()), "1"));
        var decisions = await Task.WhenAll(requests);

        Assert.Equal(4, decisions.Count(d => d.Granted));
        store.Verify(
            s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task Who_comes_while_the_rest_of_the_bucket_is_spoken_for_is_denied_at_once()
    {
        var first = new TaskCompletionSource<StoredBucket?>();
        var store = new Mock<ITokenBucketStore>();
        store.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>())).Returns(
            first.Task);
        using var meter = new RequestMeter(store.Object, _time);

        var waiting = Enumerable.Range(0, 4).Select(_ => TakeAsync(meter)).ToList();
        var late = TakeAsync(meter);

        Assert.All(waiting, request => Assert.False(request.IsCompleted));
        Assert.True(late.IsCompletedSuccessfully);
        Assert.Equal((false, TimeSpan.FromMilliseconds(250)), ((await late).Granted, (await late).RetryAfter));
    }

    [Fact]
    public async Task Who_has_given_up_waiting_is_not_charged()
    {
        var first = new TaskCompletionSource<StoredBucket?>();
        var written = new List<BucketState>();
        var store = new Mock<ITokenBucketStore>();
        store.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns((ClientId _, BucketState state, string? _, CancellationToken _) =>
            {
                written.Add(state);
                return written.Count == 1 ? first.Task : Task.FromResult<StoredBucket?>(new StoredBucket(state, "2"));
            });
        using var meter = new RequestMeter(store.Object, _time);
        using var patience = new CancellationTokenSource();

        var served = TakeAsync(meter);
        var impatient = meter.ChargeAsync(Caller, RateLimit.Default, 2, patience.Token);
        var patient = TakeAsync(meter);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        first.SetResult(new StoredBucket(written[0], "1"));

        Assert.True((await served).Granted);
        Assert.True((await patient).Granted);
        Assert.Equal([3, 2], written.Select(state => state.Tokens));
    }

    private static Task<MeterDecision> TakeAsync(RequestMeter meter) => meter.TakeAsync(Caller, RateLimit.Default, CancellationToken.None);
}
