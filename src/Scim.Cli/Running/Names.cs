using System.CommandLine;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Running;

/// <summary>Arguments and options that name things, read once and trusted from there on.</summary>
internal static class Names
{
    private const int LongestUserName = 1_024;
    private const string AccountRule = "An account name has 2 to 63 characters, a-z, 0-9 and '-', and does not begin with '-'.";
    private const string ClientRule = "A client id has 1 to 64 characters, A-Z, a-z, 0-9 and '-'.";
    private const string UserRule = "A user id is a UUID in lower case, with hyphens.";

    /// <summary>The account that a command is about.</summary>
    public static Argument<AccountId> AccountArgument(string description) => new("NAME")
    {
        Description = description,
        CustomParser = result => Read<AccountId>(result, AccountId.TryParse, AccountRule),
    };

    /// <summary>The account that a command works in.</summary>
    public static Option<AccountId> AccountOption(string description, bool required) => new("--account")
    {
        Description = description,
        HelpName = "NAME",
        Required = required,
        CustomParser = result => Read<AccountId>(result, AccountId.TryParse, AccountRule),
    };

    /// <summary>The client that a command is about.</summary>
    public static Argument<ClientId> ClientArgument() => new("CLIENT")
    {
        Description = "The client's id.",
        CustomParser = result => Read<ClientId>(result, ClientId.TryParse, ClientRule),
    };

    /// <summary>The client that a command is confined to.</summary>
    public static Option<ClientId> ClientOption(string description) => new("--client")
    {
        Description = description,
        HelpName = "CLIENT",
        CustomParser = result => Read<ClientId>(result, ClientId.TryParse, ClientRule),
    };

    /// <summary>The user that a command is about.</summary>
    public static Argument<UserId> UserArgument() => new("ID")
    {
        Description = "The user's id.",
        CustomParser = result => Read<UserId>(result, static (text, out id) => UserId.TryParse(text, out id), UserRule),
    };

    /// <summary>An option that names a user by the id or the <c>userName</c>.</summary>
    public static Option<string?> UserOption(string description) => new("--user")
    {
        Description = description,
        HelpName = "ID|USERNAME",
        CustomParser = result =>
        {
            if (result.Tokens is [{ Value.Length: > 0 and <= LongestUserName } token]) return token.Value;
            result.AddError("--user takes the id or the userName of a user.");
            return null;
        },
    };

    private static T Read<T>(System.CommandLine.Parsing.ArgumentResult result, Reading<T> read, string rule)
        where T : struct
    {
        if (result.Tokens is [var token] && read(token.Value, out var value)) return value;
        result.AddError(rule);
        return default;
    }

    private delegate bool Reading<T>(string? text, out T value);
}
