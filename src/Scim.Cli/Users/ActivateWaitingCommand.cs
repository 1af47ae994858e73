using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations;
using Scim.Operations.Users;

namespace Scim.Cli.Users;

/// <summary><c>scim users activate-waiting</c>.</summary>
internal static class ActivateWaitingCommand
{
    public static CommandWithExamples Create(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var command = new CommandWithExamples(
            "activate-waiting", "Activates users that wait for a licence, the oldest first, while licences are free.",
            "scim users activate-waiting --account acme --yes")
        {
            account,
        };
        runner.On(command, async (line, session) =>
        {
            var plan = await session.Get<WaitingUsers>().PlanAsync(line.GetValue(account), session.Stop);
            var report = await ActivateAsync(session, plan);
            session.Answers.Item(report, ActivationReport.Columns);
            if (report.SchemasAhead > 0)
                throw new OperationRefusedException(WaitingUserOutcome.SchemasAhead(report.SchemasAhead), new Remedy.CheckStorage());
        });
        return command;
    }

    private static async Task<ActivationReport> ActivateAsync(Session session, ActivationPlan plan)
    {
        if (plan.Activatable == 0) return new ActivationReport(0, plan.Waiting, 0);
        session.Confirm($"{plan.Activatable} of {plan.Waiting} waiting users will be activated.");
        var report = new ActivationReport(0, 0, 0);
        await foreach (var outcome in session.Get<WaitingUsers>().ActivateAsync(Session.Operator, plan, session.Stop))
        {
            report = outcome.IsActivated
                ? report with { Activated = report.Activated + 1 }
                : report with
                {
                    Waiting = report.Waiting + 1,
                    SchemasAhead = report.SchemasAhead + (outcome.HasSchemasAhead ? 1 : 0),
                };
        }
        return report;
    }
}

/// <summary>What came of it.</summary>
/// <param name="Activated">How many users got a licence.</param>
/// <param name="Waiting">How many still wait for one.</param>
/// <param name="SchemasAhead">How many of these were passed over, since the account does not know their schemas.</param>
internal sealed record ActivationReport(int Activated, int Waiting, int SchemasAhead)
{
    public static IReadOnlyList<Column<ActivationReport>> Columns { get; } =
    [
        new("activated", report => report.Activated),
        new("stillWaiting", report => report.Waiting),
    ];
}
