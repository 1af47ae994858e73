using System.CommandLine;
using Scim.Cli.Running;
using Scim.Operations.Clients;

namespace Scim.Cli.Clients;

/// <summary>The option <c>--secret-expires</c>.</summary>
internal static class SecretExpiryOption
{
    /// <summary>The option.</summary>
    /// <param name="otherwise">What holds without it.</param>
    public static Option<TimeSpan?> Create(string otherwise) => new("--secret-expires")
    {
        Description = $"How long from now its secret is good, at most 100 years. Default: {otherwise}.",
        HelpName = "365d",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Duration.Read(token.Value) is { } lifetime && SecretTerm.ErrorOf(lifetime) is null)
                return lifetime;
            result.AddError("--secret-expires takes how long from now, such as 365d or 36h, at most 100 years (36525d).");
            return null;
        },
    };
}
