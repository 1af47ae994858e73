using Scim.Cli.Checks;
using Scim.Cli.Running;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;

namespace Scim.Cli.Pruning;

/// <summary><c>scim prune</c>: removes what is of no use any more. What was broken off can be run again.</summary>
internal static class PruneCommand
{
    public static CommandWithExamples Create(CommandRunner runner)
    {
        var retention = new RetentionOptions();
        var command = new CommandWithExamples(
            "prune", "Counts expired tokens, token buckets that have long been full, and old audit rows if asked; with --yes removes them.",
            "scim prune", "scim prune --yes --json", "scim prune --audit-older-than 400d --yes",
            "scim prune --audit-older-than 90d --account acme");
        retention.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            await Clock.RequireAsync(session);
            var before = retention.Before(line, session);
            var accounts = before is null ? [] : await retention.AccountsAsync(line, session);
            var report = new List<Pruned> { await PruneTokensAsync(session), await PruneBucketsAsync(session) };
            if (before is { } instant) report.Add(await PruneAuditAsync(session, accounts, instant));
            session.Answers.List(report, Pruned.Columns);
            if (!session.IsAgreed && report.Exists(kind => kind.Removable > 0))
                session.Answers.Line("Nothing was removed. Add --yes to do it.");
        });
        return command;
    }

    private static async Task<Pruned> PruneTokensAsync(Session session)
    {
        var tokens = session.Get<ITokenStore>();
        var pruned = new Pruned("tokens");
        await foreach (var token in tokens.ListAsync(session.Stop))
        {
            // As long over as a bucket must have been full: this clock may differ from those of the hosts.
            var isExpired = token.Expires <= session.Time.GetUtcNow() - IdleBuckets.Rest;
            pruned = pruned.With(isExpired, isExpired && session.IsAgreed && await tokens.RemoveAsync(token, session.Stop));
        }
        return pruned;
    }

    private static async Task<Pruned> PruneBucketsAsync(Session session)
    {
        var (buckets, idle) = (session.Get<ITokenBucketStore>(), session.Get<IdleBuckets>());
        var pruned = new Pruned("token buckets");
        await foreach (var bucket in buckets.ListAsync(session.Stop))
        {
            var isIdle = await idle.ContainAsync(bucket, session.Stop);
            pruned = pruned.With(isIdle, isIdle && session.IsAgreed && await buckets.RemoveAsync(bucket, session.Stop));
        }
        return pruned;
    }

    private static async Task<Pruned> PruneAuditAsync(Session session, IReadOnlyList<AccountId> accounts, DateTimeOffset before)
    {
        var audit = session.Get<IAuditRetention>();
        var pruned = new Pruned("audit rows");
        foreach (var account in accounts)
        {
            var count = await audit.CountAsync(account, before, session.Stop);
            var removed = new Tally();
            if (session.IsAgreed && count.Old > 0) await audit.RemoveAsync(account, before, removed, session.Stop);
            pruned = pruned with
            {
                All = pruned.All + count.All,
                Removable = pruned.Removable + count.Old,
                Removed = pruned.Removed + removed.Sum,
            };
        }
        return pruned;
    }

    private sealed class Tally : IProgress<int>
    {
        public long Sum { get; private set; }

        public void Report(int value) => Sum += value;
    }
}
