using System.Globalization;
using Scim.Operations.Requests;

namespace Scim.Console.Requests;

/// <summary>Traffic in words.</summary>
internal static class TrafficText
{
    /// <summary>How many requests there were, and how they were answered.</summary>
    public static string Of(IReadOnlyList<TrafficInterval> intervals)
    {
        var parts = new List<string> { Part(intervals.Sum(interval => interval.Granted), "granted") };
        if (intervals.Sum(interval => interval.Refused) is > 0 and var refused) parts.Add(Part(refused, "refused"));
        if (intervals.Sum(interval => interval.Failed) is > 0 and var failed) parts.Add(Part(failed, "failed"));
        if (intervals.Sum(interval => interval.Denied) is > 0 and var denied) parts.Add(Part(denied, "denied"));
        return string.Join(", ", parts) + ".";
    }

    private static string Part(long count, string name) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {name}");
}
