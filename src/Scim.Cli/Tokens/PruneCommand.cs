using Scim.Cli.Running;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tokens;

/// <summary><c>scim prune</c>: removes tokens that let nobody in any more.</summary>
internal static class PruneCommand
{
    public static CommandWithExamples Create(CommandRunner runner)
    {
        var command = new CommandWithExamples(
            "prune", "Counts the tokens that have expired; with --yes removes them.", "scim prune", "scim prune --yes --json");
        runner.On(command, async (_, session) =>
        {
            var tokens = session.Get<ITokenStore>();
            var report = new PruneReport(Tokens: 0, Expired: 0, Revoked: 0, Removed: 0);
            await foreach (var token in tokens.ListAsync(session.Stop))
            {
                report = report with { Tokens = report.Tokens + 1 };
                if (token.Expires > session.Time.GetUtcNow()) continue;
                var isRemoved = session.IsAgreed && await tokens.RemoveAsync(token, session.Stop);
                report = report with
                {
                    Expired = report.Expired + 1,
                    Revoked = report.Revoked + (token.Revoked ? 1 : 0),
                    Removed = report.Removed + (isRemoved ? 1 : 0),
                };
            }
            session.Answers.Item(report, PruneReport.Columns);
            if (!session.IsAgreed && report.Expired > 0) session.Answers.Line("Nothing was removed. Add --yes to do it.");
        });
        return command;
    }
}
