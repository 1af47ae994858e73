using System.CommandLine;
using Scim.Cli.Running;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Upkeep;
using Spectre.Console;

namespace Scim.Cli.Accounts;

/// <summary><c>scim account delete</c>.</summary>
internal static class AccountDeletionCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account.");
        var command = new CommandWithExamples(
            "delete", "Deletes an account with its users, clients' access and audit trail. What was broken off can be taken up again.",
            "scim account delete acme --yes")
        {
            name,
        };
        runner.On(command, async (line, session) =>
        {
            var report = await AccountCommands.FindAsync(session, line.GetValue(name));
            var account = report.Registration.Account;
            session.Confirm($"The account '{account}' with its {report.Row?.Users ?? 0} users and its audit trail will be gone for good.");
            await session.Progress.Progress().StartAsync(async context =>
            {
                var task = context.AddTask($"Shutting out clients for {AccountDeletion.Grace.TotalSeconds} s, then removing rows")
                    .IsIndeterminate();
                await session.Get<AccountDeletion>().DeleteAsync(account, new Removed(task), session.Stop);
                task.StopTask();
            });
            session.Answers.Item(
                report with { Registration = report.Registration with { State = AccountState.Deleted }, Row = null },
                AccountReport.Columns);
        });
        return command;
    }

    private sealed class Removed(ProgressTask task) : IProgress<int>
    {
        private int _sum;

        public void Report(int value)
        {
            _sum += value;
            task.Description = $"Removed {_sum} rows";
        }
    }
}
