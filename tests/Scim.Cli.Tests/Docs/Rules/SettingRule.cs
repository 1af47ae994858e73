namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>Somebody reads the variables that a command sets.</summary>
internal static class SettingRule
{
    // It stands for any name.
    private const string Any = "NAME";

    /// <summary>What is wrong with the names of variables; a part behind <c>__</c> is a setting of the section before it.</summary>
    public static string? Fault(DocumentedCommand command, IReadOnlyList<string> names) =>
        names.Where(name => name != Any)
            .Where(name => !command.Text.Contains($"${name}", StringComparison.Ordinal)) // The document uses it by itself.
            .Where(name => !name.Split("__").All(SourceText.All.Contains))
            .Select(name => $"Nothing reads the variable {name}.")
            .FirstOrDefault();
}
