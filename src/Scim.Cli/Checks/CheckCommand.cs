using System.CommandLine;
using Scim.Cli.Accounts;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Checks;

/// <summary>
/// <c>scim check</c>: whether storage answers, lets the operator in and has the same time, and what is stored fits together.
/// </summary>
internal static class CheckCommand
{
    public static Command Create(CommandRunner runner)
    {
        var account = Names.AccountOption("Only this account. Default: every active one.", required: false);
        var repair = new Option<bool>("--repair")
        {
            Description =
                "Repair counters, index rows and missing tables. "
                + "Without it only one row is written and removed at once, to see whether that is allowed.",
        };
        var command = new CommandWithExamples(
            "check", "Checks storage, permissions, clock, counters and index rows; exits with 1 if anything is left wrong.",
            "scim check", "scim check --account acme --json", "scim check --account acme --repair --yes")
        {
            account, repair,
        };
        runner.On(command, async (line, session) =>
        {
            var chosen = await ChosenAsync(session, line.GetResult(account) is null ? null : line.GetValue(account));
            var repairs = line.GetValue(repair);
            if (repairs)
            {
                session.Confirm("Counters and index rows that are wrong will be changed.");
                await Clock.RequireAsync(session);
            }
            var check = session.Get<IIntegrityCheck>();
            var findings = await check.CheckTablesAsync(repairs, session.Stop).ToListAsync(session.Stop);
            findings.InsertRange(0, await check.CheckAccessAsync(session.Stop).ToListAsync(session.Stop));
            foreach (var one in chosen)
                findings.AddRange(await check.CheckAsync(one, repairs, session.Stop).ToListAsync(session.Stop));
            return Answer(session, findings);
        });
        return command;
    }

    private static async Task<IReadOnlyList<AccountId>> ChosenAsync(Session session, AccountId? account)
    {
        if (account is { } one)
        {
            var found = await AccountCommands.FindAsync(session, one);
            return found.Registration.State == AccountState.Active
                ? [one]
                : throw new CliException($"The account '{one}' is being deleted.");
        }
        return await session.Get<IAccountStore>().ListAsync(session.Stop)
            .Where(registration => registration.State == AccountState.Active)
            .Select(registration => registration.Account)
            .ToListAsync(session.Stop);
    }

    private static int Answer(Session session, List<Finding> findings)
    {
        session.Answers.Line($"checked {session.Storage}");
        if (findings.Count == 0)
            session.Answers.Line("nothing wrong");
        if (findings.Count > 0 || session.Answers.AsJson)
            session.Answers.List(findings, FindingReport.Columns);
        return findings.TrueForAll(finding => finding.State == FindingState.Repaired) ? ExitCode.Done : ExitCode.Failed;
    }
}
