using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Scim.Cli.Running;
using Scim.Operations.Accounts;
using Scim.Operations.Importing;
using Scim.Provisioning.Accounts;

namespace Scim.Cli.Users;

/// <summary><c>scim seed</c>: fills an account with invented users.</summary>
internal static class SeedCommand
{
    private const int Most = 1_000_000;

    public static CommandWithExamples Create(CommandRunner runner)
    {
        var users = new Option<int>("--users") { Description = "How many.", HelpName = "N", Required = true, CustomParser = ReadNumber };
        var account = Names.AccountOption("The account.", required: true);
        var command = new CommandWithExamples(
            "seed", "Adds invented users, for trying things out. Without free licences they are created deactivated.",
            "scim seed --users 10000 --account test", "scim seed --users 50 --account test --yes --json")
        {
            users, account,
        };
        runner.On(command, async (line, session) =>
        {
            var row = await session.Get<AccountOperations>().FindInUseAsync(line.GetValue(account), session.Stop);
            var present = row.Users == 1 ? "1 user" : $"{row.Users} users";
            if (row.Users > 0) session.Confirm($"The account '{row.Account}' has {present}. Invented ones will be added.");
            session.Answers.Item(await AddAsync(session, row, line.GetValue(users)), ImportColumns.All);
        });
        return command;
    }

    private static int ReadNumber(ArgumentResult result)
    {
        if (result.Tokens is [var token]
            && int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= Most)
            return number;
        result.AddError("--users takes a whole number from 1 to 1000000.");
        return default;
    }

    private static async Task<ImportReport> AddAsync(Session session, AccountSnapshot row, int users)
    {
        var tally = new ImportTally();
        await ImportProgress.RunAsync(session.Progress, users, async done =>
        {
            await foreach (var user in session.Get<UserImports>().InventAsync(Session.Operator, row, users, session.Stop))
            {
                tally.Note(user);
                done();
            }
        });
        return tally.Report(users);
    }
}
