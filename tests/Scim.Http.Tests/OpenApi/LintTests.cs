using System.Diagnostics;
using System.Text.Json;
using Scim.Testing;

namespace Scim.Http.Tests.OpenApi;

/// <summary>The tool of another world, the npm package @redocly/cli.</summary>
public sealed class LintTests
{
    private const string Tool = "node_modules/@redocly/cli/bin/cli.js";

    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "OpenApi", "Redocly");
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc", "redocly.yaml", ".redocly.lint-ignore.yaml"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_finds_no_error_and_no_warning_and_makes_a_page_as_docs_say()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in Files)
            File.Copy(Path.Combine(Source, name), Path.Combine(folder.Path, name));
        File.Copy(OpenApiFiles.Document, Path.Combine(folder.Path, "openapi.json"));
        await RunAsync(folder.Path, "npm", "ci", "--omit=dev", "--loglevel=error");

        var found = JsonElement.Parse(await RunAsync(
            folder.Path, "node", Tool, "lint", "openapi.json", "--format=json"));

        Assert.Empty(found.GetProperty("problems").EnumerateArray().Select(problem => problem.GetRawText()));
        var totals = found.GetProperty("totals");
        Assert.Equal("0 0", $"{totals.GetProperty("errors")} {totals.GetProperty("warnings")}");

        await RunAsync(folder.Path, "node", [Tool, .. DocumentedArguments()]);
        var page = await File.ReadAllTextAsync(Path.Combine(folder.Path, "openapi.html"), Cancel);
        Assert.Contains("createUser", page, StringComparison.Ordinal);
    }

    /// <summary>The arguments of the command in docs/api.md, whose tool has the version that is tested.</summary>
    private static string[] DocumentedArguments()
    {
        var line = Assert.Single(MarkdownSection.Read("docs/api.md", "Read it").Blocks("sh")).Trim();
        var manifest = JsonElement.Parse(File.ReadAllText(Path.Combine(Source, "package.json")));
        var tool = $"npx @redocly/cli@{manifest.GetProperty("dependencies").GetProperty("@redocly/cli")} ";
        Assert.StartsWith(tool, line, StringComparison.Ordinal);
        return line[tool.Length..].Split(' ');
    }

    /// <summary>Runs a command to its end. What it has to complain of stands in its output.</summary>
    private static async Task<string> RunAsync(string folder, string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using var process = Process.Start(start)!; // null only with UseShellExecute
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(output.StartsWith('{') || process.ExitCode == 0, await errors);
        return output;
    }
}
