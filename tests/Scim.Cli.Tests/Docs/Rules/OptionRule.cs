using Scim.Cli.Tests.Running;
using Scim.Testing.Shell;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>Options in a sentence, whose command stands elsewhere in it.</summary>
internal static class OptionRule
{
    /// <summary>Documents that speak of other programs too, and where the settings of these are.</summary>
    private static readonly Dictionary<string, string> OtherPrograms = new()
    {
        ["docs/benchmarks.md"] = "tests/Scim.Benchmarks",
        ["docs/configuration.md"] = "src/Scim.LocalHost",
        ["docs/console.md"] = "src/Scim.LocalHost",
        ["samples/receiver/README.md"] = "samples/receiver",
    };

    /// <summary>Options of the libraries in these programs.</summary>
    private static readonly string[] OfLibraries = ["--urls", "--job"];

    private static readonly Lazy<IReadOnlyList<string[]>> Commands = new(() => [.. CommandTree.Paths.Select(path => path.Split(' '))]);

    /// <summary>True if a command takes the options with their values.</summary>
    /// <param name="file">The document.</param>
    /// <param name="options">The options as they stand in it.</param>
    public static bool IsKnown(string file, string options)
    {
        var words = ShellScript.Commands(options).Single().Words;
        var name = words[0].Split('=')[0];
        return Commands.Value.Any(path => ScimRule.Fault([.. path, .. words], isWhole: false) is null)
            || (OtherPrograms.TryGetValue(file, out var program)
                && (OfLibraries.Contains(name) || name[2..].Split(':').All(SourceText.Words(program).Contains)));
    }
}
