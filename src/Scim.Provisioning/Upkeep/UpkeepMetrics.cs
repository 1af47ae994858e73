using System.Diagnostics.Metrics;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Upkeep;

/// <summary>What is counted of the upkeep.</summary>
internal static class UpkeepMetrics
{
    private static readonly Counter<long> Removals = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.upkeep.removed", "{row}", "Rows that the upkeep removed, since they had grown old.");

    /// <summary>A run is over.</summary>
    public static void Ended(UpkeepCounts counts)
    {
        Removed("requests", counts.Requests);
        Removed("tokens", counts.Tokens);
        Removed("buckets", counts.Buckets);
        Removed("audit", counts.Audit);
    }

    private static void Removed(string kind, AgedRows rows) =>
        Removals.Add(rows.Removed, new KeyValuePair<string, object?>("kind", kind));
}
