using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>What is granted at most, whatever instances do or die, and whatever answers are lost.</summary>
public sealed class GrantedBoundTests
{
    private const int Instances = 3;
    private const int Steps = 1_500;

    private static readonly ClientId Caller = ClientId.Parse("client");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_any_span_it_is_the_burst_and_the_rate_times_the_span_the_difference_of_clocks_and_a_second(int seed)
    {
        var random = new Random(seed);
        var limit = new RateLimit(1 + random.Next(random.Next(2) == 0 ? 3 : 60), 1 + random.Next(80));
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var store = LosingAnswers(random);
        var clocks = Enumerable.Range(0, Instances).Select(_ => Clock(time, random)).ToList();
        var meters = clocks.Select(clock => new RequestMeter(store, clock)).ToList();
        var grants = new List<double>();
        var start = time.GetTimestamp();
        var isAtOnce = true;
        for (var step = 0; step < Steps; step++)
        {
            var place = random.Next(Instances);
            if (random.Next(200) == 0)
            {
                meters[place].Dispose();
                meters[place] = new RequestMeter(store, clocks[place]);
            }
            var taken = meters[place].TakeAsync(Caller, limit, CancellationToken.None);
            while (!taken.IsCompleted)
                time.Advance(TimeSpan.FromMilliseconds(1));
            if ((await taken).Granted)
                grants.Add(time.GetElapsedTime(start).TotalSeconds);
            // All at once, or at about the rate; now and then at rest, until the bucket may be full.
            if (random.Next(100) == 0)
                isAtOnce = !isAtOnce;
            var pace = isAtOnce ? 1 : 1_500 / limit.PerSecond;
            var longest = random.Next(isAtOnce ? 25 : 100) == 0 ? 2_000 * limit.Burst / limit.PerSecond : pace;
            time.Advance(TimeSpan.FromMilliseconds(longest * random.NextDouble()));
        }
        meters.ForEach(meter => meter.Dispose());
        var apart = clocks.Max(clock => clock.Ahead) - clocks.Min(clock => clock.Ahead);

        Assert.InRange(grants.Count, limit.Burst, Steps);
        AssertBound(grants, limit, limit.PerSecond * (apart.TotalSeconds + 1));
    }

    private static void AssertBound(List<double> grants, RateLimit limit, double more)
    {
        for (var first = 0; first < grants.Count; first++)
        {
            for (var last = first; last < grants.Count; last++)
            {
                var most = limit.Burst + (limit.PerSecond * (grants[last] - grants[first])) + more + 1e-6;
                if (last - first + 1 > most)
                    Assert.Fail($"{last - first + 1} were granted from {grants[first]} to {grants[last]} s, and {most} may be.");
            }
        }
    }

    private static SetClock Clock(TimeProvider time, Random random) =>
        new(time) { Ahead = TimeSpan.FromSeconds(random.Next(3) * random.NextDouble()) };

    /// <summary>Some writes are done and not known to be, but never two in a row.</summary>
    private static ITokenBucketStore LosingAnswers(Random random)
    {
        var stored = new InMemoryTokenBucketStore();
        var store = new Mock<ITokenBucketStore>();
        var lost = false;
        store.Setup(s => s.FindAsync(Caller, It.IsAny<CancellationToken>()))
            .Returns((ClientId caller, CancellationToken cancel) => stored.FindAsync(caller, cancel));
        store.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns(async (ClientId caller, BucketState state, string? etag, CancellationToken cancel) =>
            {
                var written = await stored.WriteAsync(caller, state, etag, cancel);
                lost = !lost && random.Next(10) == 0;
                return lost ? null : written;
            });
        return store.Object;
    }
}
