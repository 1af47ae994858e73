using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>The projects, tests and settings that a command of the SDK names are there.</summary>
internal static class DotnetRule
{
    private const string CommandLineProject = "src/Scim.Cli";

    /// <summary>The options that documents use, which the SDK has.</summary>
    private static readonly Dictionary<string, string[]> Options = new()
    {
        ["build"] = ["-c"],
        ["format"] = ["--folder", "--verify-no-changes"],
        ["pack"] = ["-o", "-c"],
        ["restore"] = ["--force-evaluate"],
        ["run"] = ["--project", "-c"],
        ["stryker"] = ["--mutate", "--test-project"],
        ["test"] = ["--project", "-c", "--filter-class", "--filter-namespace"],
        ["tool"] = ["--global", "--add-source", "--version", "--prerelease"],
    };

    public static string? Fault(DocumentedCommand command)
    {
        var words = command.Words.Skip(1).TakeWhile(word => word != "--").ToList();
        if (!Options.TryGetValue(words[0], out var options))
            return $"Nothing is known of 'dotnet {words[0]}'. Give {nameof(DotnetRule)} its options.";
        if (words.Find(word => word.StartsWith('-') && !options.Contains(word)) is { } unknown)
            return $"Nothing is known of the option {unknown}. If 'dotnet {words[0]}' has it, add it to {nameof(DotnetRule)}.";
        var project = words.SkipWhile(word => word != "--project").ElementAtOrDefault(1)
            ?? (words[0] is "build" or "pack" ? words[1] : null);
        if (project is not null && !IsProject(project)) return $"There is no project {project}.";
        return words switch
        {
            ["tool", "install", ..] when !IsTool(words) => "No project is packed as that tool.",
            ["tool", not ("install" or "restore"), ..] => $"Nothing is known of 'dotnet tool {words[1]}'.",
            ["stryker", ..] when !File.Exists(Path.Combine(Repository.Root, command.Folder, "stryker-config.json")) =>
                $"There is no stryker-config.json in '{command.Folder}'.",
            _ => FaultOfFilters(words, project) ?? FaultOfArguments(command, project),
        };
    }

    private static bool IsProject(string folder) =>
        Directory.Exists(Path.Combine(Repository.Root, folder))
        && Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj").Any();

    private static bool IsTool(List<string> words) => words.Exists(word => !word.StartsWith('-')
        && File.Exists(Path.Combine(Repository.Root, "src", word, $"{word}.csproj"))
        && File.ReadAllText(Path.Combine(Repository.Root, "src", word, $"{word}.csproj"))
            .Contains($"<PackageId>{word}</PackageId>", StringComparison.Ordinal));

    private static string? FaultOfFilters(List<string> words, string? project) =>
        words.Zip(words.Skip(1))
            .Where(pair => pair.First.StartsWith("--filter-", StringComparison.Ordinal))
            .Where(pair => project is null || !SourceText.TestClasses(project).Any(name =>
                Fits(pair.Second, pair.First == "--filter-class" ? name : name[..name.LastIndexOf('.')])))
            .Select(pair => $"{pair.First} '{pair.Second}' fits no tests of {project ?? "all projects: name one"}.")
            .FirstOrDefault();

    private static bool Fits(string pattern, string name) =>
        Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$");

    /// <summary>What is handed to the program that is run.</summary>
    private static string? FaultOfArguments(DocumentedCommand command, string? project)
    {
        var words = command.Words.SkipWhile(word => word != "--").Skip(1).ToList();
        if (project is null || words is [] or ["$@"]) return null;
        if (project == CommandLineProject) return ScimRule.Fault(words, command.IsWhole);
        return words.Where(word => word.StartsWith("--", StringComparison.Ordinal))
            .Select(word => word[2..])
            .Where(name => name != "urls" && !SourceText.Words(project).Contains(name)) // The host has urls by itself.
            .Select(name => $"{project} has no setting --{name}.")
            .FirstOrDefault();
    }
}
