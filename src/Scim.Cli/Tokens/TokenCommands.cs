using System.CommandLine;
using System.Globalization;
using Scim.Cli.Running;
using Scim.Operations.Tokens;
using Scim.Provisioning.Identities;

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
            Description =
                "Seconds that it lives unused, default and most a year; for a client with fixed tokens from now on, "
                + "at least 60, default and most what its policy says.",
            HelpName = "SECONDS",
        };
        expires.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0))
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
            TimeSpan? lifetime = line.GetValue(expires) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
            session.Answers.Item(
                await session.Get<TokenOperations>().IssueAsync(line.GetValue(client), lifetime, session.Stop), TokenReport.WithText);
        });
        return command;
    }

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("Only its tokens.", required: false);
        var client = Names.ClientOption("Only its tokens.");
        var command = new CommandWithExamples(
            "list", "Lists tokens. When one was last used is noted at most once an hour.",
            "scim token list --account acme", "scim token list --client CLIENT --json")
        {
            account, client,
        };
        runner.On(command, async (line, session) =>
        {
            AccountId? ofAccount = line.GetResult(account) is null ? null : line.GetValue(account);
            ClientId? ofClient = line.GetResult(client) is null ? null : line.GetValue(client);
            var tokens = session.Get<TokenOperations>().ListAsync(ofAccount, ofClient, session.Stop);
            session.Answers.List(await tokens.ToListAsync(session.Stop), TokenReport.Columns);
        });
        return command;
    }

    private static CommandWithExamples Revoke(CommandRunner runner)
    {
        var fingerprint = new Argument<string>("FINGERPRINT") { Description = "The first digits of the token's fingerprint, at least 8." };
        fingerprint.Validators.Add(result =>
        {
            if (result.Tokens is not [var token] || !Fingerprint.IsOne(token.Value))
                result.AddError($"A fingerprint has at least {Fingerprint.Shortest} hexadecimal digits. See: scim token list");
        });
        var command = new CommandWithExamples(
            "revoke", "Revokes a token for good, everywhere within 30 s.", "scim token revoke 0123456789abcdef --yes") { fingerprint };
        runner.On(command, async (line, session) =>
        {
            var tokens = session.Get<TokenOperations>();
            var token = await tokens.FindAsync(line.GetRequiredValue(fingerprint), session.Stop);
            session.Confirm($"Client '{token.Client}' will be refused with this token.");
            session.Answers.Item(await tokens.RevokeAsync(token, session.Stop), TokenReport.Columns);
        });
        return command;
    }
}
