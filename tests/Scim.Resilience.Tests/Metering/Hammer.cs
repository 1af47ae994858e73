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
                var (granted, denied) = (0, 0);
                while (TimeProvider.System.GetElapsedTime(start) < duration)
                {
                    var answer = await instances[connection % instances.Count].GetAsync(path, cancellationToken);
                    Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests, $"{answer.Status}");
                    if (answer.Status == HttpStatusCode.NotFound) granted++;
                    else denied++;
                }
                return (granted, denied);
            },
            cancellationToken)));
        return new HammerCount(
            counts.Sum(count => count.granted), counts.Sum(count => count.denied), TimeProvider.System.GetElapsedTime(start));
    }
}

/// <summary>What became of the requests.</summary>
/// <param name="Granted">How many the meter granted.</param>
/// <param name="Denied">How many it denied.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
internal sealed record HammerCount(int Granted, int Denied, TimeSpan Elapsed)
{
    /// <summary>What a bucket gives in that time.</summary>
    public double Given(double perSecond, int burst) => burst + (perSecond * Elapsed.TotalSeconds);
}
