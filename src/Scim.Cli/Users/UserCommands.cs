using System.CommandLine;
using Scim.Cli.Accounts;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Filters;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary><c>scim users</c>: the users of an account.</summary>
internal static class UserCommands
{
    public static Command Create(CommandRunner runner) => new("users", "The users of an account.")
    {
        List(runner), Show(runner), Export(runner), Import(runner), ActivateWaiting(runner),
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
            await AccountCommands.FindAsync(session, line.GetValue(account));
            var (type, _) = await session.RulesAsync(line.GetValue(account));
            var parsed = line.GetValue(filter) is { } text ? FilterParser.Parse(text, type) : null;
            var users = UserPages.ReadAsync(session, line.GetValue(account), type, parsed)
                .Where(user => user.WaitingForLicence || !line.GetValue(waiting));
            await session.Answers.ListAsync(users, UserReport.Columns, session.Stop);
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
            await AccountCommands.FindAsync(session, line.GetValue(account));
            var user = await session.Get<IUserStore>().FindAsync(line.GetValue(account), line.GetValue(id), session.Stop)
                ?? throw new CliException($"There is no user '{line.GetValue(id)}' in that account. See: scim users list");
            session.Answers.Document(UserReport.DocumentOf(user, (await session.RulesAsync(line.GetValue(account))).Type));
        });
        return command;
    }

    private static CommandWithExamples Export(CommandRunner runner)
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
            await AccountCommands.FindAsync(session, line.GetValue(account));
            session.Answers.Item(
                await UserExport.WriteAsync(session, line.GetValue(account), line.GetRequiredValue(to)), ExportReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Import(CommandRunner runner)
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
            var restores = line.GetValue(restore);
            if (restores && UserFile.IsCsv(path))
                throw CliException.Misuse("--restore takes the JSON Lines of an export; CSV does not hold whole users.");
            var row = await AccountCommands.FindInUseAsync(session, line.GetValue(account));
            var rules = await session.RulesAsync(row.Account);
            IImportKind kind = restores ? new RestoredUsers(session, row, rules) : new CreatedUsers(session, rules);
            var import = new UserImport(session, row.Account, rules, path, kind);
            var users = await import.CheckAsync();
            var report = line.GetValue(dryRun) ? new ImportReport(users, 0, 0, 0, []) : await import.CreateAsync(users);
            session.Answers.Item(report, ImportReport.Columns);
            var isWhole = report.FailedLines.Count == 0 && !(restores && report.WaitingForLicence > 0);
            if (restores && report.WaitingForLicence > 0)
                session.Say(
                    "Somebody took licences meanwhile, so that not all users could stay active. "
                    + "Add licences, then: scim users activate-waiting");
            return isWhole ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static CommandWithExamples ActivateWaiting(CommandRunner runner)
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
            var row = await AccountCommands.FindInUseAsync(session, line.GetValue(account));
            session.Answers.Item(await WaitingUsers.ActivateAsync(session, row), ActivationReport.Columns);
        });
        return command;
    }
}
