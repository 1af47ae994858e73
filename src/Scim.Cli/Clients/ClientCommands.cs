using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Clients;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Clients;

/// <summary><c>scim client</c>: the OAuth clients of the accounts.</summary>
internal static class ClientCommands
{
    public static Command Create(CommandRunner runner) => new("client", "OAuth clients and their secrets.")
    {
        New(runner), List(runner), Show(runner), Set(runner), RotateSecret(runner), DropOldSecret(runner),
        Switch(runner, "disable", "Lets neither the client nor its tokens in, everywhere within 30 s.", disabled: true),
        Switch(runner, "enable", "Lets the client and its tokens in again.", disabled: false),
    };

    private static CommandWithExamples New(CommandRunner runner)
    {
        var account = Names.AccountOption("The account whose users it provisions.", required: true);
        var rate = new RateOptions();
        var scopes = ScopeOption.Create();
        var command = new CommandWithExamples(
            "create", "Registers a client. Its secret is shown once.",
            "scim client create --account acme", "scim client create --account acme --rate 25 --burst 50 --scope scim --json")
        {
            account, scopes,
        };
        rate.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var wanted = new NewClient(line.GetValue(account))
            {
                RateLimit = rate.Change(line, RateLimit.Default),
                Scopes = ScopeOption.Of(line, scopes),
            };
            var issued = await session.Get<ClientOperations>().CreateAsync(wanted, session.Stop);
            session.Answers.Item(issued, ClientReport.WithSecret);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("Only its clients.", required: false);
        var command = new CommandWithExamples("list", "Lists clients.", "scim client list --account acme") { account };
        runner.On(command, async (line, session) =>
        {
            AccountId? one = line.GetResult(account) is null ? null : line.GetValue(account);
            var clients = await session.Get<ClientOperations>().ListAsync(one, session.Stop).ToListAsync(session.Stop);
            session.Answers.List(clients, ClientReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples("show", "Shows a client.", "scim client show CLIENT") { id };
        runner.On(command, async (line, session) =>
            session.Answers.Item(
                await session.Get<ClientOperations>().FindAsync(line.GetValue(id), session.Stop), ClientReport.Columns));
        return command;
    }

    private static CommandWithExamples Set(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var rate = new RateOptions();
        var command = new CommandWithExamples("set", "Changes how fast a client may call.", "scim client set CLIENT --rate 25 --burst 50")
        {
            id,
        };
        rate.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            if (!rate.AreGiven(line)) throw CliException.Misuse("Say what to change: --rate or --burst.");
            var changed = await session.Get<ClientOperations>().SetAsync(
                line.GetValue(id), limit => rate.Change(line, limit), policy: null, session.Stop);
            session.Answers.Item(changed, ClientReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples RotateSecret(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples(
            "rotate-secret",
            "Gives a client a second secret, shown once. The old one is good until it is dropped.",
            "scim client rotate-secret CLIENT")
        {
            id,
        };
        runner.On(command, async (line, session) =>
        {
            var issued = await session.Get<ClientOperations>().RotateSecretAsync(line.GetValue(id), lifetime: null, session.Stop);
            session.Answers.Item(issued, ClientReport.WithSecret);
        });
        return command;
    }

    private static CommandWithExamples DropOldSecret(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples(
            "drop-old-secret", "Leaves a client its newest secret only.", "scim client drop-old-secret CLIENT --yes") { id };
        runner.On(command, async (line, session) =>
        {
            var clients = session.Get<ClientOperations>();
            var client = await clients.FindWithOldSecretAsync(line.GetValue(id), session.Stop);
            session.Confirm("Whoever still uses the old secret will be refused.");
            session.Answers.Item(await clients.DropOldSecretAsync(client.Id, session.Stop), ClientReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Switch(CommandRunner runner, string name, string description, bool disabled)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples(name, description, $"scim client {name} CLIENT") { id };
        runner.On(command, async (line, session) =>
        {
            var (clients, client) = (session.Get<ClientOperations>(), line.GetValue(id));
            var changed = disabled
                ? await clients.DisableAsync(client, session.Stop)
                : await clients.EnableAsync(client, session.Stop);
            session.Answers.Item(changed, ClientReport.Columns);
        });
        return command;
    }
}
