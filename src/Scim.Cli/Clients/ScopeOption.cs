using System.CommandLine;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Clients;

/// <summary>The option <c>--scope</c>.</summary>
internal static class ScopeOption
{
    /// <summary>The option, which may be given several times.</summary>
    public static Option<string[]> Create()
    {
        var option = new Option<string[]>("--scope")
        {
            Description = $"What its tokens may do: {Caller.ScimScope} or {Caller.EventsScope}; may be given again. "
                + $"Default: {Caller.ScimScope}.",
            HelpName = "SCOPE",
        };
        option.CompletionSources.Add([.. Caller.KnownScopes]);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !Caller.KnownScopes.Contains(token.Value)))
                result.AddError($"There is no such scope. --scope takes: {string.Join(", ", Caller.KnownScopes)}.");
        });
        return option;
    }

    /// <summary>The scopes that the command line gives, each once.</summary>
    public static IReadOnlyList<string> Of(ParseResult line, Option<string[]> option) =>
        line.GetValue(option) is { Length: > 0 } scopes ? [.. scopes.Distinct()] : [Caller.ScimScope];
}
