namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>Tags are those that make a release.</summary>
internal static class GitRule
{
    public static string? Fault(DocumentedCommand command) => command.Words switch
    {
        ["git", "tag", "-a", ['v', >= '0' and <= '9', ..], "-m", _] => null,
        ["git", "push", "origin", ['v', >= '0' and <= '9', ..]] => null,
        _ => $"Nothing is known of '{command.Command}'. Give {nameof(GitRule)} its form.",
    };
}
