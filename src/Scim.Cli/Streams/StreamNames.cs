using System.CommandLine;
using Scim.Cli.Running;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Streams;

/// <summary>Arguments and options that name streams and events.</summary>
internal static class StreamNames
{
    /// <summary>A stream's id for examples.</summary>
    public const string Example = "01976c5e2f0070008000000000000000";

    /// <summary>The account that a command works in.</summary>
    public static Option<AccountId> Account() => Names.AccountOption("The account.", required: true);

    /// <summary>The stream that a command is about.</summary>
    public static Argument<StreamId> Stream() => new("STREAM")
    {
        Description = "The stream's id.",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && StreamId.TryParse(token.Value, out var stream)) return stream;
            result.AddError("A stream's id has 32 hexadecimal digits in lower case, as stream list shows it.");
            return default;
        },
    };

    /// <summary>An event of the stream.</summary>
    public static Option<EventId?> Event(string description) => new("--event")
    {
        Description = description,
        HelpName = "JTI",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && EventId.TryParse(token.Value, out var id)) return id;
            result.AddError("--event takes the jti of an event, as stream show --set-aside has it.");
            return default;
        },
    };
}
