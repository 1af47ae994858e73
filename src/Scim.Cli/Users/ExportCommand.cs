using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Accounts;
using Scim.Operations.Files;
using Scim.Operations.Users;

namespace Scim.Cli.Users;

/// <summary><c>scim users export</c>: a file that is there whole or not at all.</summary>
internal static class ExportCommand
{
    public static CommandWithExamples Create(CommandRunner runner)
    {
        var account = Names.AccountOption("The account.", required: true);
        var to = new Option<string>("--to")
        {
            Description = "The file: CSV if its name ends in .csv, else JSON Lines with everything there is.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new CommandWithExamples(
            "export", "Writes all users of an account to a file, which import takes.",
            "scim users export --account acme --to users.jsonl", "scim users export --account acme --to users.csv --yes")
        {
            account, to,
        };
        runner.On(command, async (line, session) =>
        {
            var found = await session.Get<AccountOperations>().FindAsync(line.GetValue(account), session.Stop);
            session.Answers.Item(await WriteAsync(session, found, line.GetRequiredValue(to)), ExportReport.Columns);
        });
        return command;
    }

    private static async Task<ExportReport> WriteAsync(Session session, KnownAccount account, string path)
    {
        var count = await PrivateFile.WriteAsync(session, path, async file => await session.Get<UserOperations>()
            .ExportAsync(account, file, UserFile.FormatOf(path), session.Stop)
            .CountAsync(session.Stop));
        return new ExportReport(count, path);
    }
}

/// <summary>What was exported.</summary>
/// <param name="Users">How many users.</param>
/// <param name="File">Where to.</param>
internal sealed record ExportReport(int Users, string File)
{
    public static IReadOnlyList<Column<ExportReport>> Columns { get; } =
    [
        new("users", report => report.Users),
        new("file", report => report.File),
    ];
}
