using System.Text.Json.Nodes;
using Scim.Cli.Output;
using Scim.Verification.Reports;

namespace Scim.Cli.Verifying;

/// <summary>A report in words, and as JSON.</summary>
internal static class VerificationAnswer
{
    /// <summary>A check when it is over; nothing for scripts, who get the whole.</summary>
    public static void Print(Answers answers, ExaminedCheck check)
    {
        var connectors = check.Connectors.Count == 0 ? "" : $" ({string.Join(", ", check.Connectors)})";
        answers.Line($"{NameOf(check.Outcome),-7}  {check.Name}: {check.Section}{connectors}");
        if (check.Reason is { } reason) answers.Line($"         {reason}");
        foreach (var (request, expected, came) in check.Shortcomings)
            answers.Line($"         {request}: expected {expected}; came {came}");
        if (check.More > 0) answers.Line($"         and {check.More} more");
    }

    /// <summary>The whole: what it comes to, or a JSON object with everything.</summary>
    public static void Print(Answers answers, VerificationReport report)
    {
        if (answers.AsJson)
        {
            answers.Document(ToJson(report));
            return;
        }
        answers.Line("");
        foreach (var (connector, checks) in OfConnectors(report)) answers.Line($"{connector}: {Counts(checks)}");
        answers.Line($"All: {Counts(report.Checks)}, by {report.Requests} requests.");
        if (report.BrokenOff is { } why)
            answers.Line($"It ended before its end, and {report.NotTried} checks were not tried. {why}");
        answers.Line(LeftOf(report));
    }

    /// <summary>Whom the run has left behind, in a sentence or two.</summary>
    public static string LeftOf(VerificationReport report)
    {
        var left = report.Left.Count > 0
            ? $"These scratch users are left, or may be; delete them and whoever has {report.Mark} in the userName: "
                + string.Join(", ", report.Left)
            : report.Others == 0 ? "No scratch user is left." : "No scratch user is left that has a name of the run.";
        return report.Others == 0
            ? left
            : $"{left} {report.Others} times it answered a creation with another userName than was sent: see whether that user was there "
                + "before. It was not changed.";
    }

    private static IEnumerable<(string Connector, List<ExaminedCheck> Checks)> OfConnectors(VerificationReport report) =>
        report.Checks.SelectMany(check => check.Connectors).Distinct().Order(StringComparer.Ordinal)
            .Select(connector => (connector, report.Checks.Where(check => check.Connectors.Contains(connector)).ToList()));

    private static string Counts(IReadOnlyList<ExaminedCheck> checks)
    {
        int Of(CheckOutcome outcome) => checks.Count(check => check.Outcome == outcome);
        return $"{Of(CheckOutcome.Holds)} hold, {Of(CheckOutcome.Wrong)} wrong, {Of(CheckOutcome.Skipped)} skipped";
    }

    private static JsonObject ToJson(VerificationReport report) => new()
    {
        ["url"] = report.BaseUrl,
        ["good"] = report.IsGood,
        ["holds"] = report.Count(CheckOutcome.Holds),
        ["wrong"] = report.Count(CheckOutcome.Wrong),
        ["skipped"] = report.Count(CheckOutcome.Skipped),
        ["requests"] = report.Requests,
        ["brokenOff"] = report.BrokenOff,
        ["notTried"] = report.NotTried,
        ["mark"] = report.Mark,
        ["left"] = List(report.Left),
        ["others"] = report.Others,
        ["checks"] = new JsonArray([.. report.Checks.Select(ToJson)]),
    };

    private static JsonNode ToJson(ExaminedCheck check) => new JsonObject
    {
        ["name"] = check.Name,
        ["section"] = check.Section,
        ["connectors"] = List(check.Connectors),
        ["outcome"] = NameOf(check.Outcome),
        ["reason"] = check.Reason,
        ["shortcomings"] = new JsonArray([.. check.Shortcomings.Select(ToJson)]),
        ["more"] = check.More,
    };

    private static JsonNode ToJson(Shortcoming shortcoming) => new JsonObject
    {
        ["request"] = shortcoming.Request,
        ["expected"] = shortcoming.Expected,
        ["came"] = shortcoming.Came,
    };

    private static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string NameOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Holds => "holds",
        CheckOutcome.Wrong => "wrong",
        _ => "skipped",
    };
}
