using System.CommandLine;
using Scim.Operations.Connectors;

namespace Scim.Cli.Clients;

/// <summary>The option <c>--for</c>.</summary>
internal static class ProfileOption
{
    private static readonly string[] Known = [.. ConnectorProfiles.All.Select(profile => profile.Name)];

    public static Option<ConnectorProfile?> Create()
    {
        var option = new Option<ConnectorProfile?>("--for")
        {
            Description = "The connector: sets what it needs, and prints what its form takes.",
            HelpName = string.Join('|', Known),
            CustomParser = result =>
            {
                if (result.Tokens is [var token] && ConnectorProfiles.Find(token.Value) is { } profile) return profile;
                result.AddError($"--for takes: {string.Join(", ", Known)}.");
                return null;
            },
        };
        option.CompletionSources.Add(Known);
        return option;
    }
}
