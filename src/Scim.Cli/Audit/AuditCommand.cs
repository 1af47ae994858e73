using System.CommandLine;
using Scim.Cli.Accounts;
using Scim.Cli.Running;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Audit;

/// <summary><c>scim audit</c>: who changed which user when.</summary>
internal static class AuditCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Hosts' clocks differ and writes take their time: an entry may appear behind later ones.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    public static Command Create(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var user = Names.UserOption("Only changes of this user, by id.");
        var since = Since.Option();
        var follow = new Option<bool>("--follow") { Description = "Wait for further changes; Ctrl-C ends it." };
        var command = new CommandWithExamples(
            "audit", "Shows who changed which user when, newest first, and with --follow as it happens.",
            "scim audit --account acme --since 7d", "scim audit --account acme --follow --json")
        {
            account, user, since, follow,
        };
        runner.On(command, async (line, session) =>
        {
            var report = await AccountCommands.FindAsync(session, line.GetValue(account));
            var from = line.GetValue(since)?.At(session.Time.GetUtcNow());
            var query = new TrailQuery(report.Registration.Account, line.GetValue(user), from ?? DateTimeOffset.MinValue);
            if (line.GetValue(follow))
                await FollowAsync(session, from is null ? query with { Since = session.Time.GetUtcNow() } : query);
            else if (session.Answers.AsJson)
                await StreamAsync(session, query);
            else
                session.Answers.List(await query.ReadAsync(session).ToListAsync(session.Stop), AuditReport.Columns);
        });
        return command;
    }

    private static async Task StreamAsync(Session session, TrailQuery query)
    {
        await foreach (var entry in query.ReadAsync(session)) session.Answers.Next(entry, AuditReport.Columns);
    }

    private static async Task FollowAsync(Session session, TrailQuery query)
    {
        var seen = new Dictionary<WriteId, DateTimeOffset>();
        while (!session.Stop.IsCancellationRequested)
        {
            var entries = await query.ReadAsync(session).Where(entry => !seen.ContainsKey(entry.WriteId)).ToListAsync(session.Stop);
            foreach (var entry in entries.OrderBy(entry => entry.When))
            {
                seen.Add(entry.WriteId, entry.When);
                session.Answers.Next(entry, AuditReport.Columns);
            }
            var oldest = session.Time.GetUtcNow() - Overlap;
            if (oldest > query.Since)
            {
                query = query with { Since = oldest };
                foreach (var (write, when) in seen.Where(entry => entry.Value < oldest).ToList()) seen.Remove(write);
            }
            await Task.Delay(Pause, session.Time, session.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record TrailQuery(AccountId Account, UserId? User, DateTimeOffset Since)
    {
        /// <summary>The entries that are asked for, newest first.</summary>
        public IAsyncEnumerable<AuditEntry> ReadAsync(Session session) =>
            session.Get<IUserStore>().ReadAuditAsync(Account, session.Stop)
                .TakeWhile(entry => entry.When >= Since)
                .Where(entry => User is null || entry.User == User);
    }
}
