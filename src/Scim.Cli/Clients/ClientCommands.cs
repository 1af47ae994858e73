using System.CommandLine;
using Scim.Cli.Accounts;
using Scim.Cli.Output;
using Scim.Cli.Running;
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

    /// <summary>The client of that id.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static async Task<OAuthClient> FindAsync(Session session, ClientId client) =>
        await session.Get<IClientStore>().FindAsync(client, session.Stop) ?? throw Unknown(client);

    private static CliException Unknown(ClientId client) => new($"There is no client '{client}'. See: scim client list");

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
            var owner = (await AccountCommands.FindInUseAsync(session, line.GetValue(account))).Account;
            var issued = await session.Get<ClientService>().CreateAsync(
                owner, rate.Change(line, RateLimit.Default), ScopeOption.Of(line, scopes), session.Stop);
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
            var isOne = line.GetResult(account) is not null;
            if (isOne) await AccountCommands.FindAsync(session, line.GetValue(account));
            var clients = session.Get<IClientStore>().ListAsync(session.Stop)
                .Where(client => !isOne || client.Account == line.GetValue(account));
            session.Answers.List(await clients.ToListAsync(session.Stop), ClientReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples("show", "Shows a client.", "scim client show CLIENT") { id };
        runner.On(command, async (line, session) =>
            session.Answers.Item(await FindAsync(session, line.GetValue(id)), ClientReport.Columns));
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
            await ChangeAsync(session, line.GetValue(id), client => client with { RateLimit = rate.Change(line, client.RateLimit) });
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
            await FindAsync(session, line.GetValue(id));
            var issued = await session.Get<ClientService>().RotateSecretAsync(line.GetValue(id), session.Stop)
                ?? throw new CliException("The client has two secrets already. Drop the old one first: scim client drop-old-secret CLIENT");
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
            var client = await FindAsync(session, line.GetValue(id));
            if (client.Secrets.Count < 2) throw new CliException("The client has one secret only.");
            session.Confirm("Whoever still uses the old secret will be refused.");
            session.Answers.Item(
                await session.Get<ClientService>().DropOldSecretAsync(client.Id, session.Stop) ?? throw Unknown(client.Id),
                ClientReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Switch(CommandRunner runner, string name, string description, bool disabled)
    {
        var id = Names.ClientArgument();
        var command = new CommandWithExamples(name, description, $"scim client {name} CLIENT") { id };
        runner.On(command, async (line, session) =>
        {
            if (!disabled) await AccountCommands.FindInUseAsync(session, (await FindAsync(session, line.GetValue(id))).Account);
            await ChangeAsync(session, line.GetValue(id), client => client with { Disabled = disabled });
        });
        return command;
    }

    private static async Task ChangeAsync(Session session, ClientId id, Func<OAuthClient, OAuthClient> change) =>
        session.Answers.Item(
            await session.Get<ClientService>().ChangeAsync(id, change, session.Stop) ?? throw Unknown(id), ClientReport.Columns);
}
