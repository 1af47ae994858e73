using System.Diagnostics;
using Moq;
using Scim.Provisioning.Caching;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Tests.Telemetry;

/// <summary>Work that several requests share is nobody's in particular.</summary>
public sealed class SharedWorkTests : IDisposable
{
    private static readonly ClientId Caller = ClientId.Parse("client");
    private readonly Activity _request = new Activity("request").Start();
    private readonly List<(string Operation, Activity? Trace)> _seen = [];

    public SharedWorkTests() => RunningOperation.Begin("First");

    public void Dispose() => _request.Dispose();

    [Fact]
    public async Task A_shared_read_belongs_to_no_trace_and_is_counted_under_its_own_name()
    {
        var reads = new SingleFlight<int, int>("Read");

        await reads.RunAsync(1, NoteAsync, TestContext.Current.CancellationToken);

        Assert.Equal([("Read", null)], _seen);
    }

    [Fact]
    public async Task The_writes_of_a_bucket_are_counted_to_none_of_the_requests_that_they_are_done_for()
    {
        var allTook = new TaskCompletionSource();
        var store = new Mock<ITokenBucketStore>();
        store.Setup(s => s.FindAsync(Caller, It.IsAny<CancellationToken>()))
            .Returns(async () =>
            {
                await NoteAsync();
                await allTook.Task;
                return null;
            });
        store.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns(async (ClientId _, BucketState state, string? _, CancellationToken _) =>
            {
                await NoteAsync();
                return new StoredBucket(state, "1");
            });
        using var meter = new RequestMeter(store.Object, TimeProvider.System);

        var taken = Task.WhenAll(TakeAsync(meter), TakeAsync(meter), TakeAsync(meter));
        allTook.SetResult();
        await taken;

        Assert.All(_seen, work => Assert.Equal(("Meter", null), work));
        Assert.Equal(3, _seen.Count);
    }

    [Fact]
    public async Task Who_waits_for_it_keeps_its_own_context()
    {
        var reads = new SingleFlight<int, int>("Read");

        await reads.RunAsync(1, NoteAsync, TestContext.Current.CancellationToken);

        Assert.Equal(("First", _request), (RunningOperation.Name, Activity.Current));
    }

    [Fact]
    public void It_begins_in_the_calling_thread() =>
        Assert.Equal(Environment.CurrentManagedThreadId, SharedWork.Begin("Work", () => Environment.CurrentManagedThreadId));

    private async Task<int> NoteAsync()
    {
        lock (_seen) _seen.Add((RunningOperation.Name, Activity.Current));
        await Task.Yield();
        return 0;
    }

    private static Task<MeterDecision> TakeAsync(RequestMeter meter) =>
        meter.TakeAsync(Caller, RateLimit.Default, TestContext.Current.CancellationToken);
}
