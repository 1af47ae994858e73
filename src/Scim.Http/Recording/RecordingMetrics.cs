using System.Diagnostics.Metrics;
using Scim.Provisioning.Telemetry;

namespace Scim.Http.Recording;

/// <summary>What the log of requests counts of itself.</summary>
internal static class RecordingMetrics
{
    private static readonly Counter<long> Losses = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.requests.log.lost", "{entry}", "Entries of the log of requests that did not fit or could not be written.");

    /// <summary>Entries were lost.</summary>
    public static void Lost(long entries) => Losses.Add(entries);
}
