using System.CommandLine;
using Scim.Operations.Clients;

namespace Scim.Cli.Clients;

/// <summary>
/// The options <c>--federated</c>, <c>--issuer</c>, <c>--subject</c>, <c>--audience</c>, <c>--jwks</c> and <c>--tenant</c>.
/// </summary>
internal sealed class FederationOptions
{
    private readonly Option<bool> _federated = new("--federated")
    {
        Description = "Signed assertions of an identity provider authenticate it in place of a secret.",
    };

    private readonly Option<string?> _issuer = Text("--issuer", "The issuer (iss) of its assertions.", "I");
    private readonly Option<string?> _subject = Text("--subject", "Their subject (sub).", "S");
    private readonly Option<string?> _audience = Text("--audience", "Their audience (aud).", "AUD");
    private readonly Option<string?> _keySet = Text("--jwks", "Https address at which the issuer publishes its keys.", "URL");
    private readonly Option<string?> _tenant = Text("--tenant", "Their tenant (tid). Default: not looked at.", "T");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="secretExpires">Its option that only a client with a secret takes.</param>
    public void AddTo(Command command, Option secretExpires)
    {
        Option[] needed = [_issuer, _subject, _audience, _keySet];
        Option[] own = [.. needed, _tenant];
        command.Options.Add(_federated);
        foreach (var option in own) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (!result.GetValue(_federated))
            {
                if (own.FirstOrDefault(option => result.GetResult(option) is not null) is { } alone)
                    result.AddError($"{alone.Name} goes with --federated.");
            }
            else if (needed.Any(option => result.GetResult(option) is null))
            {
                result.AddError("--federated needs --issuer, --subject, --audience and --jwks.");
            }
            else if (result.GetResult(secretExpires) is not null)
            {
                result.AddError($"{secretExpires.Name} does not go with --federated: such a client has no secret.");
            }
        });
    }

    /// <summary>The trust that the command line describes; null if the client is not to be federated.</summary>
    public TrustOrder? Of(ParseResult line) => line.GetValue(_federated)
        ? new TrustOrder(
            line.GetValue(_issuer) ?? "", line.GetValue(_subject) ?? "", line.GetValue(_audience) ?? "", line.GetValue(_keySet) ?? "",
            line.GetValue(_tenant))
        : null;

    private static Option<string?> Text(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}
