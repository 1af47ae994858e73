using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Requests;

namespace Scim.Cli.Requests;

/// <summary><c>scim requests summary</c>: why requests are refused, and what to change.</summary>
internal static class RequestSummaryCommand
{
    public static Command Create(CommandRunner runner)
    {
        var options = new RequestOptions();
        var command = new CommandWithExamples(
            "summary", "Shows why requests were refused or failed, how often, and what to change.",
            "scim requests summary --account acme --since 1d",
            "scim requests summary --account acme --user ada@example.com",
            "scim requests summary --account acme --json");
        options.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var query = options.Of(line, session.Time.GetUtcNow());
            var summary = await session.Get<RequestSummaries>().SummarizeAsync(query, session.Stop);
            if (session.Answers.AsJson) session.Answers.List(summary.Reasons, ReasonReport.Columns);
            else ReasonReport.Print(session.Answers, summary);
            if (summary.Lost > 0)
                session.Say($"{summary.Lost} refusals have no entry, since they came too fast or storage did not take them.");
            if (summary.CutAt is { } cut)
                session.Say($"The log is long: what came before {cut:yyyy-MM-dd HH:mm:ss'Z'} was not looked at. Confine it by --since.");
        });
        return command;
    }
}
