using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Clients;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Clients;

/// <summary>The options <c>--token-policy</c> and <c>--token-lifetime</c>.</summary>
internal sealed class PolicyOptions
{
    /// <summary>The word for tokens that live as long as they are used.</summary>
    public const string Sliding = "sliding";

    /// <summary>The word for tokens that live for a time from their issue.</summary>
    public const string Fixed = "fixed";

    private static readonly string[] Known = [Sliding, Fixed];

    private readonly Option<string?> _kind = new("--token-policy")
    {
        Description = "Whether its tokens live as long as they are used, or for a time from their issue. A new client's default: sliding.",
        HelpName = string.Join('|', Known),
    };

    private readonly Option<TimeSpan?> _lifetime = new("--token-lifetime")
    {
        Description = "How long a fixed token lives, from 1h to 6h. Default: as long as before, or 1h.",
        HelpName = "1h",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Duration.Read(token.Value) is { } lifetime
                && lifetime >= TokenPolicy.Shortest && lifetime <= TokenPolicy.Longest)
                return lifetime;
            result.AddError("--token-lifetime takes 1h to 6h, such as 2h, 90m or 5400s.");
            return null;
        },
    };

    public PolicyOptions()
    {
        _kind.CompletionSources.Add(Known);
        _kind.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !Known.Contains(token.Value)))
                result.AddError($"--token-policy takes '{Sliding}' or '{Fixed}'.");
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_kind);
        command.Options.Add(_lifetime);
    }

    /// <summary>What the command line chooses.</summary>
    public PolicyChoice Of(ParseResult line) => new(
        line.GetValue(_kind) switch { Fixed => true, Sliding => false, _ => null }, line.GetValue(_lifetime));
}
