using System.Reflection;
using System.Text.RegularExpressions;
using Scim.Http.Addresses;

namespace Scim.Conformance.Tests.Docs;

/// <summary>A page of <c>docs/connect</c> for an identity provider.</summary>
/// <param name="Name">Its file's name without the extension.</param>
/// <param name="Text">What stands on it.</param>
internal sealed partial record ConnectorPage(string Name, string Text)
{
    private const string Mapping = "target attribute |";

    // It connects what receives users, not what sends them.
    private const string OtherWay = "your-application";

    /// <summary>All pages for identity providers.</summary>
    public static IReadOnlyList<ConnectorPage> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(TestsInRepository.Root, "docs", "connect"), "*.md")
            .Select(file => new ConnectorPage(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file)))
            .Where(page => page.Name != OtherWay)
            .OrderBy(page => page.Name, StringComparer.Ordinal)];

    /// <summary>The paths of the service: its base, and every route without parameters.</summary>
    public static IReadOnlySet<string> Paths { get; } = typeof(ScimRoutes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => $"/{field.GetRawConstantValue()}")
        .ToHashSet();

    /// <summary>The targets of the mapping table, in order.</summary>
    public IReadOnlyList<string> Targets =>
        [.. Text.Split('\n')
            .SkipWhile(line => !line.EndsWith(Mapping, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => Target().Match(line).Groups["target"].Value)];

    /// <summary>The paths of the URLs of the service.</summary>
    public IReadOnlyList<string> Urls => [.. Url().Matches(Text).Select(match => match.Groups["path"].Value)];

    /// <summary>The JSON on it.</summary>
    public IReadOnlyList<string> Json => [.. Block().Matches(Text).Select(match => match.Groups["json"].Value)];

    [GeneratedRegex(@"\| `(?<target>[^`]+)` \|$")]
    private static partial Regex Target();

    [GeneratedRegex(@"https://HOST(?<path>[^\s`?]*)")]
    private static partial Regex Url();

    [GeneratedRegex(@"^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
