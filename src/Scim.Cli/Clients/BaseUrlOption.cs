using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Scim.Cli.Output;
using Scim.Operations.Connectors;

namespace Scim.Cli.Clients;

/// <summary>The option <c>--base-url</c>, or else the setting <c>SCIM_BASE_URL</c>: where the service is reached.</summary>
internal sealed class BaseUrlOption(IConfiguration settings)
{
    private const string Name = "--base-url";
    private const string Setting = "SCIM_BASE_URL";

    private readonly Option<ServiceAddress?> _option = new(Name)
    {
        Description = $"Where the service is reached, with or without /scim/v2. Default: {Setting} of the environment.",
        HelpName = "URL",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && ServiceAddress.TryParse(token.Value, out var address)) return address;
            result.AddError(Rule(Name));
            return null;
        },
    };

    /// <summary>What to say where the address is not known.</summary>
    public static string Hint => $"Put the name of your host in place of HOST; {Name} or {Setting} fills it in.";

    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>The address; null if it is not known.</summary>
    /// <exception cref="CliException">The setting is wrong.</exception>
    public ServiceAddress? Of(ParseResult line)
    {
        if (line.GetValue(_option) is { } given) return given;
        if (settings[Setting] is not { Length: > 0 } text) return null;
        return ServiceAddress.TryParse(text, out var address) ? address : throw CliException.Misuse(Rule(Setting));
    }

    private static string Rule(string name) =>
        $"{name} takes an https address such as https://scim.example.com, without query or fragment; http only to this machine.";
}
