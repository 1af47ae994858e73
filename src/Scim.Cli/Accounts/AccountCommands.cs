using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Accounts;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;

namespace Scim.Cli.Accounts;

/// <summary><c>scim account</c>: the accounts, their licences and settings.</summary>
internal static class AccountCommands
{
    public static Command Create(CommandRunner runner) => new("account", "Accounts, their licences and settings.")
    {
        New(runner), List(runner), Show(runner), Set(runner), AccountDeletionCommand.Create(runner),
    };

    private static CommandWithExamples New(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account's name. It is never given twice.");
        var licences = LicenceOption.Create(required: true);
        var strict = new Option<bool>("--strict") { Description = "Refuse what the schemas do not know." };
        var (names, log) = (NameRuleOption.Create(), LoggingOption.Create());
        var command = new CommandWithExamples(
            "create",
            "Creates an account.",
            "scim account create acme --licences 250",
            "scim account create acme --licences unlimited --strict",
            "scim account create acme --licences 250 --names optional")
        {
            name, licences, strict, names, log,
        };
        runner.On(command, async (line, session) =>
        {
            var settings = new AccountSettings(
                line.GetValue(strict) ? Strictness.Strict : Strictness.Lenient,
                line.GetValue(names) ?? NameRule.Required,
                line.GetValue(log) ?? RequestLogging.Refused);
            var created = await session.Get<AccountOperations>().CreateAsync(
                line.GetValue(name), line.GetValue(licences).GetValueOrDefault(), settings, session.Stop); // The option is required.
            session.Answers.Item(created, AccountColumns.All);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var command = new CommandWithExamples("list", "Lists every account ever created.", "scim account list --json");
        runner.On(command, async (_, session) =>
        {
            var accounts = session.Get<AccountOperations>().ListAsync(session.Stop);
            session.Answers.List(await accounts.ToListAsync(session.Stop), AccountColumns.All);
        });
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account.");
        var command = new CommandWithExamples("show", "Shows an account, its licences and its users.", "scim account show acme") { name };
        runner.On(command, async (line, session) =>
        {
            var detail = await session.Get<AccountOperations>().DescribeAsync(line.GetValue(name), session.Stop);
            session.Answers.Item(detail, AccountColumns.Detail);
        });
        return command;
    }

    private static CommandWithExamples Set(CommandRunner runner)
    {
        var name = Names.AccountArgument("The account.");
        var licences = LicenceOption.Create(required: false);
        var strict = new Option<bool?>("--strict")
        {
            Description = "Refuse what the schemas do not know, or ignore it.",
            HelpName = "true|false",
        };
        var (names, log) = (NameRuleOption.Create(), LoggingOption.Create());
        var command = new CommandWithExamples(
            "set",
            "Changes an account's licences, strictness, names or log. With fewer licences than are in use nobody is deactivated.",
            "scim account set acme --licences 300",
            "scim account set acme --strict false",
            "scim account set acme --names optional",
            "scim account set acme --log all")
        {
            name, licences, strict, names, log,
        };
        runner.On(command, async (line, session) =>
        {
            Strictness? wanted = line.GetValue(strict) switch
            {
                null => null,
                true => Strictness.Strict,
                false => Strictness.Lenient,
            };
            var change = new AccountChange(line.GetValue(licences), wanted, line.GetValue(names), line.GetValue(log));
            if (change == new AccountChange()) throw CliException.Misuse("Say what to change: --licences, --strict, --names or --log.");
            var changed = await session.Get<AccountOperations>().ChangeAsync(line.GetValue(name), change, session.Stop);
            session.Answers.Item(changed, AccountColumns.All);
            if (change.Logging is not null && !session.Answers.AsJson) session.Say("Instances that run log so within 30 s.");
        });
        return command;
    }
}
