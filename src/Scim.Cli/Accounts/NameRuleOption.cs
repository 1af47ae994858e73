using System.CommandLine;
using Scim.Protocol.Schemas;

namespace Scim.Cli.Accounts;

/// <summary>The option <c>--names</c>.</summary>
internal static class NameRuleOption
{
    public static Option<NameRule?> Create() => new("--names")
    {
        Description = "Whether users must have a given name and a family name.",
        HelpName = "required|optional",
        CustomParser = result =>
        {
            if (result.Tokens is [{ Value: "required" }]) return NameRule.Required;
            if (result.Tokens is [{ Value: "optional" }]) return NameRule.Optional;
            result.AddError("--names takes 'required' or 'optional'.");
            return null;
        },
    };
}
