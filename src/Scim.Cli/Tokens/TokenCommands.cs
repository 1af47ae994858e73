using System.CommandLine;
using Scim.Cli.Accounts;
using Scim.Cli.Clients;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tokens;

/// <summary><c>scim token</c>: the STS tokens of the clients.</summary>
internal static class TokenCommands
{
    public static Command Create(CommandRunner runner) => new("token", "STS tokens, named by their fingerprints.")
    {
        Issue(runner), List(runner), Revoke(runner),
    };

    private static CommandWithExamples Issue(CommandRunner runner)
    {
        var client = Names.ClientArgument();
        var expires = new Option<int?>("--expires-in")
        {
            Description = "Seconds that it lives unused. Default and most: a year.",
            HelpName = "SECONDS",
        };
        expires.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int?>() is <= 0)
                result.AddError("--expires-in takes a whole number of seconds, over 0.");
        });
        var command = new CommandWithExamples(
            "issue",
            "Issues a token to a client. It is shown once.",
            "scim token issue CLIENT",
            "scim token issue CLIENT --expires-in 86400 --json")
        {
            client, expires,
        };
        runner.On(command, async (line, session) =>
        {
            var owner = await ClientCommands.FindAsync(session, line.GetValue(client));
            await AccountCommands.FindInUseAsync(session, owner.Account);
            if (owner.Disabled)
                throw new CliException($"The client '{owner.Id}' is disabled. Enable it first: scim client enable {owner.Id}");
            TimeSpan? lifetime = line.GetValue(expires) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            session.Answers.Item(
                await session.Get<TokenService>().IssueAsync(owner, owner.Scopes, lifetime, session.Stop), TokenReport.WithText);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("Only its tokens.", required: false);
        var client = Names.ClientOption("Only its tokens.");
        var command = new CommandWithExamples(
            "list", "Lists tokens.", "scim token list --account acme", "scim token list --client CLIENT --json")
        {
            account, client,
        };
        runner.On(command, async (line, session) =>
        {
            var (ofAccount, ofClient) = (line.GetResult(account) is not null, line.GetResult(client) is not null);
            if (ofAccount) await AccountCommands.FindAsync(session, line.GetValue(account));
            if (ofClient) await ClientCommands.FindAsync(session, line.GetValue(client));
            var tokens = session.Get<ITokenStore>().ListAsync(session.Stop)
                .Where(token => (!ofAccount || token.Account == line.GetValue(account))
                    && (!ofClient || token.Client == line.GetValue(client)));
            session.Answers.List(await tokens.ToListAsync(session.Stop), TokenReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Revoke(CommandRunner runner)
    {
        var fingerprint = new Argument<string>("FINGERPRINT") { Description = "The first digits of the token's fingerprint, at least 8." };
        fingerprint.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value.Length: >= Fingerprint.Shortest } token] || !token.Value.All(char.IsAsciiHexDigit))
                result.AddError($"A fingerprint has at least {Fingerprint.Shortest} hexadecimal digits. See: scim token list");
        });
        var command = new CommandWithExamples(
            "revoke", "Revokes a token for good, everywhere within 30 s.", "scim token revoke 0123456789abcdef --yes") { fingerprint };
        runner.On(command, async (line, session) =>
        {
            var digits = line.GetRequiredValue(fingerprint);
            var tokens = session.Get<ITokenStore>();
            var named = await tokens.ListAsync(session.Stop).Where(token => Fingerprint.Names(digits, token)).ToListAsync(session.Stop);
            if (named.Count != 1)
            {
                throw new CliException(named.Count == 0
                    ? "There is no token of that fingerprint. See: scim token list"
                    : "Several tokens have that fingerprint. Give more of its digits.");
            }
            session.Confirm($"Client '{named[0].Client}' will be refused with this token.");
            await tokens.RevokeAsync(named[0].Hash, session.Stop);
            session.Answers.Item(named[0] with { Revoked = true }, TokenReport.Columns);
        });
        return command;
    }
}
