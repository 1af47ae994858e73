using System.Text.Json;

namespace Scim.Cli.Tests.Checks;

/// <summary>What <c>scim check</c> tells.</summary>
internal static class CheckFindings
{
    /// <summary>Runs the command, which ends as it should, and reads what it found.</summary>
    /// <param name="cli">The tables.</param>
    /// <param name="exitCode">What it ends with.</param>
    /// <param name="args">The command.</param>
    public static async Task<IReadOnlyList<(string Kind, string Subject, string? User, string State)>> FindingsAsync(
        this Cli cli, int exitCode, params string[] args)
    {
        var result = await cli.RunAsync([.. args, "--json"]);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Error));
        return [.. JsonElement.Parse(result.Output).EnumerateArray().Select(finding =>
            // Only the user may be null.
            (Text(finding, "finding")!, Text(finding, "subject")!, Text(finding, "user"), Text(finding, "state")!))];
    }

    private static string? Text(JsonElement finding, string member) => finding.GetProperty(member).GetString();
}
