using System.Diagnostics;
using System.Text.Json;
using Scim.Testing;

namespace Scim.Http.Tests.OpenApi;

/// <summary>The linter of another world, the npm package @redocly/cli, has nothing to say of the document.</summary>
public sealed class LintTests
{
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "OpenApi", "Redocly");
    private static readonly string[] Files = ["package.json", "package-lock.json", ".npmrc", "redocly.yaml", ".redocly.lint-ignore.yaml"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_has_no_error_and_no_warning()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in Files)
            File.Copy(Path.Combine(Source, name), Path.Combine(folder.Path, name));
        File.Copy(OpenApiFiles.Document, Path.Combine(folder.Path, "openapi.json"));
        await RunAsync(folder.Path, "npm", "ci", "--omit=dev", "--loglevel=error");

        var found = JsonElement.Parse(await RunAsync(
            folder.Path, "node", "node_modules/@redocly/cli/bin/cli.js", "lint", "openapi.json", "--format=json"));

        var totals = found.GetProperty("totals");
        Assert.True(
            (totals.GetProperty("errors").GetInt32(), totals.GetProperty("warnings").GetInt32()) == (0, 0),
            string.Join('\n', found.GetProperty("problems").EnumerateArray().Select(problem =>
                $"{problem.GetProperty("ruleId")} {problem.GetProperty("location")[0].GetProperty("pointer")}: {problem.GetProperty("message")}")));
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
