using System.CommandLine;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Clients;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Clients;

/// <summary><c>scim client</c>: the OAuth clients of the accounts.</summary>
internal static class ClientCommands
{
    public static Command Create(CommandRunner runner) => new("client", "OAuth clients and their secrets.")
    {
        ClientCreationCommand.Create(runner), List(runner), Show(runner), Set(runner), RotateSecret(runner), DropOldSecret(runner),
        Switch(runner, "disable", "Lets neither the client nor its tokens in, everywhere within 30 s.", disabled: true),
        Switch(runner, "enable", "Lets the client and its tokens in again.", disabled: false),
    };

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("Only its clients.", required: false);
        var command = new CommandWithExamples("list", "Lists clients.", "scim client list --account acme") { account };
        runner.On(command, async (line, session) =>
        {
            AccountId? one = line.GetResult(account) is null ? null : line.GetValue(account);
            var clients = await session.Get<ClientOperations>().ListAsync(one, session.Stop).ToListAsync(session.Stop);
            session.Answers.List(clients, session.Answers.AsJson ? ClientReport.Columns : ClientTable.Columns);
        });
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples("show", "Shows a client.", "scim client show CLIENT") { id };
        runner.On(command, async (line, session) =>
            ClientReport.Print(
                session.Answers,
                await session.Get<ClientOperations>().FindAsync(line.GetValue(id), session.Stop),
                ClientReport.Columns));
        return command;
    }

    private static CommandWithExamples Set(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var (rate, policy) = (new RateOptions(), new PolicyOptions());
        var command = new CommandWithExamples(
            "set", "Changes how fast a client may call and how long its tokens live. Set to fixed, its old tokens end after one lifetime.",
            "scim client set CLIENT --rate 25 --burst 50", "scim client set CLIENT --token-policy fixed --token-lifetime 2h")
        {
            id,
        };
        rate.AddTo(command);
        policy.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var (client, choice) = (line.GetValue(id), policy.Of(line));
            if (!rate.AreGiven(line) && !choice.IsMade)
                throw CliException.Misuse("Say what to change: --rate, --burst, --token-policy or --token-lifetime.");
            var clients = session.Get<ClientOperations>();
            if (choice.ErrorFor((await clients.FindAsync(client, session.Stop)).Policy) is { } wrong) throw CliException.Misuse(wrong);
            var changed = await clients.SetAsync(client, limit => rate.Change(line, limit), choice, session.Stop);
            ClientReport.Print(session.Answers, changed, ClientReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples RotateSecret(CommandRunner runner)
    {
        var (id, expires) = (Names.ClientArgument(), SecretExpiryOption.Create("as long as its newest"));
        var command = new CommandWithExamples(
            "rotate-secret",
            "Gives a client a second secret, shown once. The old one is good until it is dropped or expires.",
            "scim client rotate-secret CLIENT", "scim client rotate-secret CLIENT --secret-expires 365d")
        {
            id, expires,
        };
        runner.On(command, async (line, session) =>
        {
            var issued = await session.Get<ClientOperations>().RotateSecretAsync(
                line.GetValue(id), line.GetValue(expires), session.Stop);
            ClientReport.Print(session.Answers, issued, ClientReport.WithSecret);
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
            session.Confirm(client.Secrets[^1].LastUsed is null
                ? "The newest secret was never used: the connector still has the old one, and will be refused."
                : "Whoever still uses the old secret will be refused.");
            ClientReport.Print(
                session.Answers, await clients.DropOldSecretAsync(client.Id, session.Stop), ClientReport.Columns);
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
            ClientReport.Print(session.Answers, changed, ClientReport.Columns);
        });
        return command;
    }
}
