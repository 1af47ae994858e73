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

    private readonly Option<bool?> _isFixed = new("--token-policy")
    {
        Description = "Whether its tokens live as long as they are used, or for a time from their issue. Default: sliding.",
        HelpName = $"{Sliding}|{Fixed}",
        CustomParser = result =>
        {
            if (result.Tokens is [{ Value: Fixed }]) return true;
            if (result.Tokens is [{ Value: Sliding }]) return false;
            result.AddError($"--token-policy takes '{Sliding}' or '{Fixed}'.");
            return null;
        },
    };

    private readonly Option<TimeSpan?> _lifetime = new("--token-lifetime")
    {
        Description = "How long a fixed token lives, from 1h to 6h. Default: 1h.",
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

    public void AddTo(Command command)
    {
        _isFixed.CompletionSources.Add(Sliding, Fixed);
        command.Options.Add(_isFixed);
        command.Options.Add(_lifetime);
    }

    /// <summary>What the command line chooses.</summary>
    public PolicyChoice Of(ParseResult line) => new(line.GetValue(_isFixed), line.GetValue(_lifetime));
}
