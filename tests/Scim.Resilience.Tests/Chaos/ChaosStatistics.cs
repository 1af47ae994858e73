using System.Globalization;
using System.Text;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Chaos;

/// <summary>What happened in a run, for its reader.</summary>
internal static class ChaosStatistics
{
    public static string Of(IReadOnlyCollection<Sent> sent, IEnumerable<FaultPlan> plans, TimeSpan duration)
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{sent.Count} operations in {duration.TotalSeconds:F1} s; {Tally(sent.Select(StatusOf))}");
        foreach (var kind in sent.GroupBy(one => one.Operation.Kind).OrderBy(kind => kind.Key))
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind.Key}: {Tally(kind.Select(StatusOf))}");
        var faults = plans.SelectMany(plan => plan.Drawn).GroupBy(drawn => drawn.Key, drawn => drawn.Value);
        text.AppendLine(CultureInfo.InvariantCulture, $"Faults: {string.Join(", ", faults.Select(kind => $"{kind.Sum()} {kind.Key}"))}");
        return text.ToString();
    }

    private static string StatusOf(Sent sent) =>
        sent.Status is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : "no answer";

    private static string Tally(IEnumerable<string> of) =>
        string.Join(
            ", ", of.GroupBy(one => one).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Count()} × {one.Key}"));
}
