using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Checks;

/// <summary>
/// <c>scim check</c>: whether storage answers, lets the operator in and has the same time, what is stored fits together, and no secret
/// ends soon.
/// </summary>
internal static class CheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var account = Names.AccountOption("Only this account. Default: every active one.", required: false);
        var repair = new Option<bool>("--repair")
        {
            Description =
                "Repair counters, index rows, streams and missing tables. "
                + "Without it only one row is written and removed at once, to see whether that is allowed.",
        };
        var command = new CommandWithExamples(
            "check",
            "Checks storage, permissions, clock, counters, index rows, streams and secrets that end; "
            + "exits with 1 if anything is left wrong.",
            "scim check", "scim check --account acme --json", "scim check --account acme --repair --yes")
        {
            account, repair,
        };
        runner.On(command, async (line, session) =>
        {
            var checks = session.Get<IntegrityChecks>();
            AccountId? one = line.GetResult(account) is null ? null : line.GetValue(account);
            var chosen = await checks.ChooseAsync(one, session.Stop);
            var repairs = line.GetValue(repair);
            if (repairs) session.Confirm("Counters, index rows and streams that are wrong will be changed.");
            var found = repairs ? checks.RepairAsync(chosen, session.Stop) : checks.CheckAsync(chosen, session.Stop);
            var findings = await found.ToListAsync(session.Stop);
            return Answer(session, findings);
        });
        return command;
    }

    private static int Answer(Session session, List<Finding> findings)
    {
        session.Answers.Line($"checked {session.Storage}");
        if (findings.Count == 0)
            session.Answers.Line("nothing wrong");
        if (findings.Count > 0 || session.Answers.AsJson)
            session.Answers.List(findings, session.Answers.AsJson ? FindingReport.Columns : FindingReport.ColumnsOf(findings));
        return findings.TrueForAll(finding => finding.State == FindingState.Repaired) ? ExitCode.Done : ExitCode.Failed;
    }
}
