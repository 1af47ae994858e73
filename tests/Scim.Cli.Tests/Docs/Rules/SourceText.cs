using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>What stands in the sources of the repository.</summary>
internal static partial class SourceText
{
    private static readonly string[] Everything = ["src", "tests", "samples", "infra", ".ci", ".github"];

    private static readonly ConcurrentDictionary<string, HashSet<string>> Known = new();

    private static readonly Lazy<HashSet<string>> AllWords = new(
        () => [.. Everything.SelectMany(Words)]);

    /// <summary>The words of all files that are no document.</summary>
    public static IReadOnlySet<string> All => AllWords.Value;

    /// <summary>The words of the files below a folder, whatever their case.</summary>
    /// <param name="folder">Its path from the root of the repository.</param>
    public static IReadOnlySet<string> Words(string folder) => Known.GetOrAdd(
        folder,
        _ => Files(folder).SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(word => word.Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>The full names of the classes of a project that have tests.</summary>
    /// <param name="project">Its folder from the root of the repository.</param>
    public static IEnumerable<string> TestClasses(string project) =>
        from file in Files(project)
        where file.EndsWith("Tests.cs", StringComparison.Ordinal)
        let text = File.ReadAllText(file)
        from type in Class().Matches(text)
        select $"{Namespace().Match(text).Groups["name"].Value}.{type.Groups["name"].Value}";

    /// <summary>
    /// The files of a folder that are neither made nor documents; nor the tests of documents, which have names that there are not.
    /// </summary>
    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => Written().IsMatch(file) && !Left().IsMatch(Path.GetRelativePath(Repository.Root, file)));

    [GeneratedRegex(@"(\.(cs|csproj|props|bicep|bicepparam|sh|ps1|yml|kql)|[/\\]\.ci[/\\]\w+)$")]
    private static partial Regex Written();

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]|Scim\.Cli\.Tests[/\\]Docs[/\\]")]
    private static partial Regex Left();

    [GeneratedRegex("[A-Za-z_][A-Za-z_0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^public ((sealed|abstract|partial) )*class (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Class();
}
