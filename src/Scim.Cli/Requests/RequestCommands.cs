using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Requests;
using Scim.Provisioning.Requests;

namespace Scim.Cli.Requests;

/// <summary><c>scim requests</c>: what clients asked for and what they were answered.</summary>
internal static class RequestCommands
{
    private const int LongestTable = 1_000;

    public static Command Create(CommandRunner runner)
    {
        var (options, follow) = (new RequestOptions(), new Option<bool>("--follow")
        {
            Description = "Wait for further requests; Ctrl-C ends it.",
        });
        var command = new CommandWithExamples(
            "requests", "Shows what clients asked for and what they were answered, newest first, and with --follow as it happens.",
            "scim requests --account acme --since 1h",
            "scim requests --account acme --status 4xx --follow",
            "scim requests --account acme --user ada@example.com --json")
        {
            RequestSummaryCommand.Create(runner), follow,
        };
        options.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var (query, requests) = (options.Of(line, session.Time.GetUtcNow()), session.Get<RequestOperations>());
            if (line.GetValue(follow))
                await StreamAsync(session, requests.FollowAsync(query, session.Stop));
            else if (session.Answers.AsJson)
                await StreamAsync(session, requests.ReadAsync(query, session.Stop));
            else
                Print(session, await requests.ReadAsync(query, session.Stop).Take(LongestTable + 1).ToListAsync(session.Stop));
        });
        return command;
    }

    private static async Task StreamAsync(Session session, IAsyncEnumerable<LoggedRequest> entries)
    {
        var columns = session.Answers.AsJson ? RequestReport.Columns : RequestReport.Table;
        await foreach (var entry in entries) session.Answers.Next(entry, columns);
    }

    private static void Print(Session session, List<LoggedRequest> entries)
    {
        session.Answers.List(entries.Take(LongestTable), RequestReport.Table);
        if (entries.Count <= LongestTable) return;
        session.Say(
            $"These are the newest {LongestTable}. Confine them by --since, --status, --client, --user or --operation; --json has all.");
    }
}
