namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>What is wrong with a command of a document, as far as it can be told without running it.</summary>
internal static class CommandRules
{
    private static readonly Dictionary<string, Func<DocumentedCommand, string?>> Programs = new()
    {
        ["scim"] = ScimRule.Fault,
        ["dotnet"] = DotnetRule.Fault,
        ["azd"] = AzureRule.FaultOfAzd,
        ["az"] = AzureRule.FaultOfAz,
        ["git"] = GitRule.Fault,
        ["cd"] = FileRule.FaultOfFolder,
        ["cp"] = FileRule.FaultOfCopy,
        ["export"] = command => SettingRule.Fault(command, [.. command.Words.Skip(1).Select(word => word.Split('=')[0])]),
    };

    /// <summary>Programs of which nothing is held here, and why.</summary>
    private static readonly Dictionary<string, string> HeldElsewhere = new()
    {
        ["curl"] = "RequestDocumentTests holds it against docs/openapi.json.",
        ["npx"] = "LintTests runs what it names, in the version that it names.",
        ["npm"] = ".github/conformance.sh runs it on the public runners, and WorkflowTests compares its version of Azurite.",
        ["azurite-table"] = ".github/conformance.sh runs it on the public runners.",
        ["func"] = ".github/conformance.sh runs it on the public runners.",
        ["rm"] = "It names nothing of the repository.",
        ["sed"] = "It names nothing of the repository; FirstRequestsTests runs it.",
        ["tee"] = "It names nothing of the repository; FirstRequestsTests runs it.",
        ["umask"] = "It names nothing of the repository.",
    };

    /// <summary>What is wrong; null if nothing is.</summary>
    public static string? Fault(DocumentedCommand command) =>
        SettingRule.Fault(command, [.. command.Command.Settings.Select(setting => setting.Name)])
        ?? (command.Words.Count == 0 ? null : FaultOfProgram(command));

    private static string? FaultOfProgram(DocumentedCommand command)
    {
        var program = command.Words[0];
        if (Programs.TryGetValue(program, out var rule)) return rule(command);
        if (program.StartsWith('.')) return FileRule.FaultOfScript(command);
        return HeldElsewhere.ContainsKey(program)
            ? null
            : $"Nothing is known of '{program}'. Give {nameof(CommandRules)} a rule for it, or say there why nothing can be held.";
    }
}
