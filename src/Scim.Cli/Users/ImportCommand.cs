using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations;
using Scim.Operations.Files;
using Scim.Operations.Importing;

namespace Scim.Cli.Users;

/// <summary><c>scim users import</c>.</summary>
internal static class ImportCommand
{
    public static CommandWithExamples Create(CommandRunner runner)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "CSV if its name ends in .csv, else JSON Lines. Its ids and meta are ignored.",
        };
        var account = Names.AccountOption("The account.", required: true);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check." };
        var restore = new Option<bool>("--restore")
        {
            Description =
                "Keep the ids, times and waiting marks of an export in JSON Lines. The account must be empty and have licences enough.",
        };
        var command = new CommandWithExamples(
            "import",
            "Creates the users of a file once all of it is found right. Who is there already is left alone, so it can be run again.",
            "scim users import users.jsonl --account acme --dry-run", "scim users import users.csv --account acme",
            "scim users import backup.jsonl --account acme-again --restore")
        {
            file, account, dryRun, restore,
        };
        runner.On(command, async (line, session) =>
        {
            var path = line.GetRequiredValue(file);
            var source = new UserFile(path, UserFile.FormatOf(path), () => Open(path));
            var restores = line.GetValue(restore);
            if (restores && source.Format == UserFileFormat.Csv)
                throw CliException.Misuse("--restore takes the JSON Lines of an export; CSV does not hold whole users.");
            var import = await session.Get<UserImports>().PrepareAsync(
                line.GetValue(account), source, restores ? ImportKind.Restored : ImportKind.New, session.Stop);
            var users = await CheckAsync(session, import);
            var report = line.GetValue(dryRun) ? new ImportReport(users, 0, 0, 0, []) : await RunAsync(session, import, users);
            session.Answers.Item(report, ImportColumns.All);
            var isWhole = report.FailedLines.Count == 0 && !(restores && report.WaitingForLicence > 0);
            if (restores && report.WaitingForLicence > 0)
                session.Say(
                    "Somebody took licences meanwhile, so that not all users could stay active. "
                    + "Add licences, then: scim users activate-waiting");
            return isWhole ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CliException(File.Exists(path) ? $"The file '{path}' cannot be read." : $"There is no file '{path}'.");
        }
    }

    /// <summary>Checks every line and says what is wrong.</summary>
    /// <returns>How many users the file holds.</returns>
    private static async Task<int> CheckAsync(Session session, UserImport import)
    {
        var users = 0;
        await foreach (var line in import.CheckAsync(session.Stop))
        {
            users++;
            if (line.Fault is { } fault) session.Say($"Line {line.Number}: {RefusalText.Of(fault)}");
        }
        return users;
    }

    private static async Task<ImportReport> RunAsync(Session session, UserImport import, int users)
    {
        var tally = new ImportTally();
        try
        {
            await ImportProgress.RunAsync(session.Progress, users, async done =>
            {
                await foreach (var user in import.RunAsync(Session.Operator, session.Stop))
                {
                    if (user.Refusal is { } refusal) session.Say($"Line {user.Line}: {RefusalText.Of(refusal)}");
                    tally.Note(user);
                    done();
                }
            });
        }
        catch
        {
            var soFar = tally.Report(users);
            session.Say($"{soFar.Created} were created and {soFar.AlreadyThere} were there already. Run the import again to go on.");
            throw;
        }
        return tally.Report(users);
    }
}
