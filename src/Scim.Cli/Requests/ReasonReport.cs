using System.Globalization;
using Scim.Cli.Output;
using Scim.Operations;
using Scim.Operations.Requests;

namespace Scim.Cli.Requests;

/// <summary>What there is to say of the reasons of refusals.</summary>
internal static class ReasonReport
{
    /// <summary>For scripts.</summary>
    public static IReadOnlyList<Column<RefusalReason>> Columns { get; } =
    [
        new("count", reason => reason.Count),
        new("operation", reason => reason.Kind.Operation),
        new("status", reason => reason.Kind.Status),
        new("type", reason => reason.Kind.Type),
        new("detail", reason => reason.Kind.Detail),
        new("first", reason => reason.First),
        new("last", reason => reason.Last),
        new("clients", reason => reason.Clients.Select(client => client.Value)),
        new("connector", reason => reason.Connector),
        new("user", reason => reason.User?.ToString()),
        new("correlationId", reason => reason.CorrelationId),
        new("remedy", reason => reason.Remedy.Name),
        new("change", reason => reason.Remedy.Words),
        new("step", Step),
    ];

    /// <summary>For people: a paragraph for each reason.</summary>
    public static void Print(Answers answers, RefusalSummary summary)
    {
        answers.Line(Overview(summary));
        foreach (var reason in summary.Reasons)
        {
            answers.Line("");
            answers.Line(Title(reason));
            answers.ToCopy([.. Lines(reason)]);
        }
    }

    private static string Overview(RefusalSummary summary) => (summary.Reasons.Sum(reason => reason.Count), summary.Granted) switch
    {
        (0, 0) => "No client of this account has sent a request in that time. Look whether the connector is switched on and has this "
            + "service's address, and a token or secret of this account: scim client list",
        (0, null) => "Nothing of the kind was refused.",
        (0, { } granted) => Text($"Nothing was refused. {Requests(granted)} granted."),
        (var refused, null) => Text($"{Requests(refused)} refused or failed."),
        (var refused, { } granted) => Text($"{Requests(refused)} refused or failed, {granted:N0} granted."),
    };

    private static string Requests(long count) => count == 1 ? "1 request was" : Text($"{count:N0} requests were");

    private static string Title(RefusalReason reason) => string.Join(
        ' ',
        new[] { Text($"{reason.Count:N0} ×"), reason.Kind.Operation ?? "any operation", Text($"{reason.Kind.Status}"), reason.Kind.Type }
            .OfType<string>());

    private static IEnumerable<(string Name, string Value)> Lines(RefusalReason reason)
    {
        if (reason.Kind.Detail is { } detail) yield return ("  told", detail);
        yield return ("  change", reason.Remedy.Words);
        if (Step(reason) is { } step) yield return ("  command", step);
        yield return ("  when", Times(reason));
        yield return ("  client", string.Join(", ", reason.Clients) + (reason.Connector is { } connector ? $" ({connector})" : ""));
        if (reason.User is { } user) yield return ("  user", user.ToString());
        if (reason.CorrelationId is { } id) yield return ("  example", $"correlation id {id}");
    }

    private static string? Step(RefusalReason reason) =>
        reason.Remedy.Step is { } step ? RefusalText.OnTheCommandLine(step) : null;

    private static string Times(RefusalReason reason)
    {
        return reason.First == reason.Last ? Time(reason.Last) : $"{Time(reason.First)} to {Time(reason.Last)}";

        string Time(DateTimeOffset time) => time.UtcDateTime.ToString(
            reason.HasExactTimes ? "yyyy-MM-dd HH:mm:ss'Z'" : "yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
