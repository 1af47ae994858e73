using System.CommandLine;
using Scim.Operations.Connectors;

namespace Scim.Cli.Verifying;

/// <summary>The option <c>--url</c>.</summary>
internal sealed class TargetOption
{
    private readonly Option<Target?> _option = new("--url")
    {
        Description = "The base URL of SCIM, such as https://HOST/scim/v2; http only to this machine.",
        HelpName = "BASE",
        Required = true,
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && ServiceAddress.TryParse(token.Value, out var address))
            {
                var url = token.Value.TrimEnd('/');
                return new Target(url, url.Length > address.Root.Length ? new Uri(address.TokenUrl) : null);
            }
            result.AddError(
                "--url takes an https address such as https://HOST/scim/v2, without query or fragment; http only to this machine.");
            return null;
        },
    };

    public void AddTo(Command command) => command.Options.Add(_option);

    /// <summary>The service that is verified.</summary>
    public Target Of(ParseResult line) => line.GetRequiredValue(_option)!; // Without one the line is wrong.
}

/// <summary>A service that is verified.</summary>
/// <param name="Url">Its base URL of SCIM, without a slash at its end.</param>
/// <param name="TokenUrl">Where this product issues tokens, if the base URL ends as this product's does; else null.</param>
internal sealed record Target(string Url, Uri? TokenUrl);
