using System.Net;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>Many connections that send one request after another for a while.</summary>
internal static class Hammer
{
    private const int Connections = 32;

    /// <summary>Asks several instances for a user that is not there.</summary>
    /// <param name="instances">One client for each instance.</param>
    /// <param name="duration">How long new requests are sent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<HammerCount> RunAsync(
        IReadOnlyList<ScimClient> instances, TimeSpan duration, CancellationToken cancellationToken)
    {
        var path = $"/Users/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
        var start = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(
            async () =>
            {
                var (granted, denied, first) = (0, 0, TimeSpan.MaxValue);
                while (TimeProvider.System.GetElapsedTime(start) < duration)
                {
                    var answer = await instances[connection % instances.Count].GetAsync(path, cancellationToken);
                    Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests, $"{answer.Status}");
                    if (answer.Status == HttpStatusCode.TooManyRequests)
                        denied++;
                    else if (++granted == 1)
                        first = TimeProvider.System.GetElapsedTime(start);
                }
                return (granted, denied, first);
            },
            cancellationToken)));
        return new HammerCount(
            counts.Sum(count => count.granted),
            counts.Sum(count => count.denied),
            counts.Min(count => count.first),
            TimeProvider.System.GetElapsedTime(start));
    }
}

/// <summary>What became of the requests.</summary>
/// <param name="Granted">How many the meter granted.</param>
/// <param name="Denied">How many it denied.</param>
/// <param name="First">From the first request to the first answer that was granted.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
internal sealed record HammerCount(int Granted, int Denied, TimeSpan First, TimeSpan Elapsed)
{
    /// <summary>The most that a bucket gives in that time.</summary>
    public double Given(double perSecond, int burst) => burst + (perSecond * Elapsed.TotalSeconds);

    /// <summary>
    /// The least: until the first token is taken, for which hosts that have just started take long, a full bucket stays full.
    /// </summary>
    public double GivenAtLeast(double perSecond, int burst) => burst + (perSecond * (Elapsed - First).TotalSeconds);
}
