using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Accounts;
using Spectre.Console;

namespace Scim.Cli.Accounts;

/// <summary><c>scim account delete</c>.</summary>
internal static class AccountDeletionCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account.");
        var command = new CommandWithExamples(
            "delete",
            "Deletes an account with its users, streams, clients' access, log of requests and audit trail. What was broken off can be "
            + "taken up again.",
            "scim account delete acme --yes")
        {
            name,
        };
        runner.On(command, async (line, session) =>
        {
            var found = await session.Get<AccountOperations>().FindAsync(line.GetValue(name), session.Stop);
            session.Confirm(
                $"The account '{found.Account}' with its {found.Row?.Users ?? 0} users, its streams, its log of requests and its audit "
                + "trail will be gone for good.");
            var deleted = await session.Progress.Progress().StartAsync(async context =>
            {
                var task = context.AddTask($"Shutting out clients for {AccountDeletion.Grace.TotalSeconds} s, then removing rows")
                    .IsIndeterminate();
                var account = await session.Get<AccountDeletion>().DeleteAsync(found, new Removed(task), session.Stop);
                task.StopTask();
                return account;
            });
            session.Answers.Item(deleted, AccountColumns.All);
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
