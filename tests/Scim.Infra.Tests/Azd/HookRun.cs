using System.Diagnostics;
using Scim.Testing;

namespace Scim.Infra.Tests.Azd;

/// <summary>Runs a hook in either shell, with scripts of the test in place of the programs that it calls.</summary>
internal sealed class HookRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string RealDotnet = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Select(folder => Path.Combine(folder, "dotnet")).FirstOrDefault(File.Exists) ?? "dotnet";

    // Where the tool of .config/dotnet-tools.json lies; null where it cannot run. To look it up takes a quarter of the time of a hook.
    private static readonly Lazy<Task<string?>> PowerShell = new(async () =>
    {
        using var process = Process.Start(
            StartOf(RealDotnet, "tool", "run", "pwsh", "--", "-NoProfile", "-Command", "$PSHOME"))!; // null only with UseShellExecute
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.WhenAll(output, error, process.WaitForExitAsync());
        return process.ExitCode == 0 ? Path.Combine((await output).Trim(), "pwsh.dll") : null;
    });

    /// <summary>The shells that azd runs hooks in.</summary>
    public static TheoryData<string> Shells => ["sh", "pwsh"];

    /// <summary>A hook that is started here cannot heed the signal HUP, as no process below <c>nohup</c> can.</summary>
    public static bool IgnoresHangUp { get; } = OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[^1] is '1' or '3' or '5'
            or '7' or '9' or 'b' or 'd' or 'f';

    /// <summary>The operator's command line as it was built beside the tests: what <c>dotnet run</c> would build.</summary>
    public static string CommandLine { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Scim.Infra.Tests"), Path.Combine("src", "Scim.Cli"), StringComparison.Ordinal),
        "Scim.Cli.dll");

    /// <summary>Where the scripts of the test lie, and what it wants to keep.</summary>
    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>Puts a POSIX script before the program of the same name. <c>$REAL_DOTNET</c> is the real dotnet.</summary>
    public async Task WriteScriptAsync(string name, string text)
    {
        var file = Path.Combine(Folder, name);
        await File.WriteAllTextAsync(file, $"#!/bin/sh\n{text}\n", Cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Runs a hook, outside a pipeline unless a variable says otherwise, and without pauses between its tries.</summary>
    /// <param name="hook">Its name, without an ending.</param>
    /// <param name="shell">One of <see cref="Shells"/>. The test is skipped where it cannot run.</param>
    /// <param name="variables">What its environment has; the last of a name counts.</param>
    public async Task<HookResult> RunAsync(string hook, string shell, params (string Name, string Value)[] variables)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are POSIX scripts.");
        if (shell == "pwsh") Assert.SkipWhen(await PowerShell.Value is null, "There is no PowerShell. Run: dotnet tool restore");
        var script = Path.Combine(Repository.Root, "infra", "hooks", hook);
        var start = shell == "sh"
            ? StartOf("sh", $"{script}.sh")
            : StartOf(RealDotnet, (await PowerShell.Value)!, "-NoProfile", "-File", $"{script}.ps1"); // Else it is skipped.
        (string Name, string Value)[] all =
        [
            ("PATH", $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}"), ("REAL_DOTNET", RealDotnet),
            ("SCIM_PAUSE_SECONDS", "0"), ("CI", ""), ("TF_BUILD", ""), .. variables,
        ];
        foreach (var (name, value) in all) start.Environment[name] = value;
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return new HookResult(process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo StartOf(string program, params string[] arguments) =>
        new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
}

/// <summary>What a hook did.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record HookResult(int ExitCode, string Output, string Error);
