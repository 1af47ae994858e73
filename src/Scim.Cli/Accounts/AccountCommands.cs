using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Accounts;

/// <summary><c>scim account</c>: the accounts, their licences and settings.</summary>
internal static class AccountCommands
{
    public static Command Create(CommandRunner runner) => new("account", "Accounts, their licences and settings.")
    {
        New(runner), List(runner), Show(runner), Set(runner), AccountDeletionCommand.Create(runner),
    };

    /// <summary>The account in use of that name.</summary>
    /// <exception cref="CliException">There is none, or it was deleted.</exception>
    public static async Task<AccountReport> FindAsync(Session session, AccountId account)
    {
        var accounts = session.Get<IAccountStore>();
        var registration = await accounts.FindRegistrationAsync(account, session.Stop)
            ?? throw new CliException($"There is no account '{account}'. See: scim account list");
        var row = await accounts.FindAsync(account, session.Stop);
        return registration.State == AccountState.Deleted ? throw new CliException($"The account '{account}' was deleted.")
            : new AccountReport(registration, row);
    }

    /// <summary>The row of the account of that name, if somebody may be let into it.</summary>
    /// <exception cref="CliException">There is none, it was deleted or is being deleted, or its creation broke off.</exception>
    public static async Task<AccountSnapshot> FindInUseAsync(Session session, AccountId account)
    {
        var (registration, row) = await FindAsync(session, account);
        return registration.State == AccountState.Active
            ? row ?? throw new CliException(
                $"The creation of the account '{account}' broke off. Create it again: scim account create {account} --licences N")
            : throw new CliException($"The account '{account}' is being deleted. Finish that with: scim account delete {account}");
    }

    private static CommandWithExamples New(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account's name. It is never given twice.");
        var licences = LicenceCount.Option(required: true);
        var strict = new Option<bool>("--strict") { Description = "Refuse what the schemas do not know." };
        var names = NameRuleOption.Create();
        var command = new CommandWithExamples(
            "create",
            "Creates an account.",
            "scim account create acme --licences 250",
            "scim account create acme --licences unlimited --strict",
            "scim account create acme --licences 250 --names optional")
        {
            name, licences, strict, names,
        };
        runner.On(command, async (line, session) =>
        {
            var account = line.GetValue(name);
            var rules = new AccountSettings(
                line.GetValue(strict) ? Strictness.Strict : Strictness.Lenient, line.GetValue(names) ?? NameRule.Required);
            var created = await session.Get<IAccountStore>().CreateAsync(
                account, session.Time.GetUtcNow(), line.GetRequiredValue(licences).Owned, rules, session.Stop);
            if (!created) throw new CliException($"The name '{account}' is taken, perhaps by an account that was deleted. Choose another.");
            session.Answers.Item(await FindAsync(session, account), AccountReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var command = new CommandWithExamples("list", "Lists every account ever created.", "scim account list --json");
        runner.On(command, async (_, session) =>
        {
            var accounts = session.Get<IAccountStore>();
            var reports = new List<AccountReport>();
            await foreach (var registration in accounts.ListAsync(session.Stop))
                reports.Add(new AccountReport(registration, await accounts.FindAsync(registration.Account, session.Stop)));
            session.Answers.List(reports, AccountReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account.");
        var command = new CommandWithExamples("show", "Shows an account, its licences and its users.", "scim account show acme") { name };
        runner.On(command, async (line, session) =>
        {
            var report = await FindAsync(session, line.GetValue(name));
            session.Answers.Item(await AccountDetail.ReadAsync(session, report), AccountDetail.Columns);
        });
        return command;
    }

    private static CommandWithExamples Set(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account.");
        var licences = LicenceCount.Option(required: false);
        var strict = new Option<bool?>("--strict")
        {
            Description = "Refuse what the schemas do not know, or ignore it.",
            HelpName = "true|false",
        };
        var names = NameRuleOption.Create();
        var command = new CommandWithExamples(
            "set", "Changes an account's licences, strictness or names. With fewer licences than are in use nobody is deactivated.",
            "scim account set acme --licences 300", "scim account set acme --strict false", "scim account set acme --names optional")
        {
            name, licences, strict, names,
        };
        runner.On(command, async (line, session) =>
        {
            if (line.GetValue(licences) is null && line.GetValue(strict) is null && line.GetValue(names) is null)
                throw CliException.Misuse("Say what to change: --licences, --strict or --names.");
            var account = line.GetValue(name);
            await ChangeAsync(session, account, line.GetValue(licences), line.GetValue(strict), line.GetValue(names));
            session.Answers.Item(await FindAsync(session, account), AccountReport.Columns);
        });
        return command;
    }

    private static async Task ChangeAsync(Session session, AccountId account, LicenceCount? licences, bool? strict, NameRule? names)
    {
        while (true)
        {
            var row = await FindInUseAsync(session, account);
            var owned = licences is null ? row.LicencesOwned : licences.Owned;
            var rules = new AccountSettings(
                strict switch { null => row.Strictness, true => Strictness.Strict, false => Strictness.Lenient }, names ?? row.Settings.Names);
            if (await session.Get<IAccountStore>().UpdateSettingsAsync(row, owned, rules, session.Stop) is not null) return;
        }
    }
}
