using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Audit;
using Scim.Provisioning.Users;

namespace Scim.Cli.Audit;

/// <summary><c>scim audit</c>: who changed which user when.</summary>
internal static class AuditCommand
{
    public static Command Create(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var user = Names.UserOption("Only changes of this user; by name of the one who has it now.");
        var since = Since.Option();
        var follow = new Option<bool>("--follow") { Description = "Wait for further changes; Ctrl-C ends it." };
        var command = new CommandWithExamples(
            "audit", "Shows who changed which user when, newest first, and with --follow as it happens.",
            "scim audit --account acme --since 7d", "scim audit --account acme --user ada@example.com",
            "scim audit --account acme --follow --json")
        {
            account, user, since, follow,
        };
        runner.On(command, async (line, session) =>
        {
            var (of, trail) = (line.GetValue(account), session.Get<AuditTrail>());
            var query = new AuditQuery(of)
            {
                User = line.GetValue(user) is { } named ? await trail.FindUserAsync(of, named, session.Stop) : null,
                Since = line.GetValue(since)?.At(session.Time.GetUtcNow()),
            };
            if (line.GetValue(follow))
                await StreamAsync(session, trail.FollowAsync(query, session.Stop));
            else if (session.Answers.AsJson)
                await StreamAsync(session, trail.ReadAsync(query, session.Stop));
            else
                session.Answers.List(await trail.ReadAsync(query, session.Stop).ToListAsync(session.Stop), AuditReport.Columns);
        });
        return command;
    }

    private static async Task StreamAsync(Session session, IAsyncEnumerable<AuditEntry> entries)
    {
        await foreach (var entry in entries) session.Answers.Next(entry, AuditReport.Columns);
    }
}
