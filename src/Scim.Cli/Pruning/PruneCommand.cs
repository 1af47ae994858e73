using Scim.Cli.Running;
using Scim.Operations.Pruning;

namespace Scim.Cli.Pruning;

/// <summary><c>scim prune</c>: removes what is of no use any more.</summary>
internal static class PruneCommand
{
    public static CommandWithExamples Create(CommandRunner runner)
    {
        var retention = new RetentionOptions();
        var command = new CommandWithExamples(
            "prune",
            "Counts expired tokens, token buckets that have long been full, and if asked old rows of the logs of requests and of the audit "
            + "trails; with --yes removes them.",
            "scim prune", "scim prune --yes --json", "scim prune --audit-older-than 400d --yes",
            "scim prune --requests-older-than 14d --yes",
            "scim prune --audit-older-than 90d --account acme");
        retention.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var pruned = await session.Get<PruneOperations>()
                .PruneAsync(retention.Of(line, removes: session.IsAgreed), session.Stop)
                .ToListAsync(session.Stop);
            session.Answers.List(pruned, PrunedReport.Columns);
            if (!session.IsAgreed && pruned.Exists(kind => kind.Removable > 0))
                session.Answers.Line("Nothing was removed. Add --yes to do it.");
        });
        return command;
    }
}
