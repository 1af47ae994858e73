using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Users;

namespace Scim.Cli.Users;

/// <summary><c>scim users</c>: the users of an account.</summary>
internal static class UserCommands
{
    public static Command Create(CommandRunner runner) => new("users", "The users of an account.")
    {
        List(runner), Show(runner), ExportCommand.Create(runner), ImportCommand.Create(runner), ActivateWaitingCommand.Create(runner),
    };

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var filter = new Option<string>("--filter")
        {
            Description = "Only users that satisfy it (RFC 7644 §3.4.2.2).",
            HelpName = "FILTER",
        };
        var waiting = new Option<bool>("--waiting") { Description = "Only users that wait for a licence." };
        var command = new CommandWithExamples(
            "list", "Lists users in order of creation.",
            "scim users list --account acme --waiting", "scim users list --account acme --filter \"active eq false\" --json")
        {
            account, filter, waiting,
        };
        runner.On(command, async (line, session) =>
        {
            var users = session.Get<UserOperations>().ListAsync(
                line.GetValue(account), line.GetValue(filter), line.GetValue(waiting), session.Stop);
            await session.Answers.ListAsync(users, UserColumns.All, session.Stop);
        });
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var id = Names.UserArgument();
        var account = Names.AccountOption("The user's account.", required: true);
        var command = new CommandWithExamples(
            "show", "Shows a user's whole document; meta.waitingForLicence says whether it waits for a licence.",
            "scim users show 0198c5d2-7f3a-7c1e-9b2d-4e5f60718293 --account acme")
        {
            id, account,
        };
        runner.On(command, async (line, session) =>
        {
            session.Answers.Document(
                await session.Get<UserOperations>().ShowAsync(line.GetValue(account), line.GetValue(id), session.Stop));
        });
        return command;
    }
}
