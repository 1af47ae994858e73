using System.Diagnostics;
using System.Reflection;
using Scim.Testing;

namespace Scim.Infra.Tests.Bicep;

/// <summary>Runs the Bicep command line that NuGet restored, in the folder <c>infra</c>.</summary>
internal static class BicepCli
{
    /// <summary>The folder with the templates.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    private const string NoId = "00000000-0000-0000-0000-000000000000";

    private static string Tool { get; } = Path.Combine(
        // set in the project
        typeof(BicepCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "BicepTools").Value!,
        OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");

    /// <summary>Runs a command.</summary>
    public static Task<BicepResult> RunAsync(params string[] args) => RunAsync([], args);

    /// <summary>Runs a command with variables of the environment.</summary>
    public static async Task<BicepResult> RunAsync((string Name, string Value)[] variables, params string[] args)
    {
        var start = new ProcessStartInfo(Tool, args)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var stop = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return new BicepResult(process.ExitCode, await output, await error);
    }

    /// <summary>Expands a set of parameters as a deployment would; the snapshot lies beside it.</summary>
    /// <param name="parameters">The file of the set.</param>
    /// <param name="mode"><c>validate</c> compares with the snapshot, <c>overwrite</c> writes it.</param>
    public static Task<BicepResult> SnapshotAsync(string parameters, string mode) => RunAsync(
        "snapshot", parameters, "--mode", mode, "--tenant-id", NoId, "--subscription-id", NoId, "--location", "westeurope",
        "--deployment-name", "main");

    /// <summary>Every file of the language, by its path from the folder.</summary>
    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Folder, "*.bicep*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".bicep" or ".bicepparam")
            .Select(file => Path.GetRelativePath(Folder, file))
            .Order(StringComparer.Ordinal);
}

/// <summary>What a command did.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record BicepResult(int ExitCode, string Output, string Error);
