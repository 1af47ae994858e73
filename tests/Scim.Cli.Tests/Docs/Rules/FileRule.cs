using Scim.Testing;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>The files of the repository that a command names are there.</summary>
internal static class FileRule
{
    public static string? FaultOfScript(DocumentedCommand command) => FaultOf(command, command.Words[0]);

    public static string? FaultOfCopy(DocumentedCommand command) => FaultOf(command, command.Words[1]);

    /// <summary>A folder of what was built is there only afterwards.</summary>
    public static string? FaultOfFolder(DocumentedCommand command) => FaultOf(command, command.Words[1].Split("/bin/")[0]);

    private static string? FaultOf(DocumentedCommand command, string path) =>
        Path.Exists(Path.Combine(Repository.Root, command.Folder, path)) ? null : $"There is no {path}.";
}
