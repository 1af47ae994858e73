using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Scim.Cli;
using Scim.Cli.Running;

namespace Scim.Console.Tests.Acting;

/// <summary>What the command line says of a command that the console shows.</summary>
internal static class CommandSyntax
{
    private static readonly Terminal Nowhere = new(
        Terminal.For(TextWriter.Null, isRedirected: true), Terminal.For(TextWriter.Null, isRedirected: true), CanAsk: false);

    /// <summary>Sees that the command line takes a command as a shell hands it over.</summary>
    /// <param name="command">The command, which begins with <c>scim</c>.</param>
    public static async Task AssertTakenAsync(string command)
    {
        var words = await WordsAsync(command);
        Assert.Equal("scim", words[0]);
        var runner = new CommandRunner(Nowhere, new ConfigurationBuilder().Build(), TimeProvider.System);
        var line = CommandLine.Create(runner).Parse(words[1..]);
        Assert.Equal([], line.Errors.Select(wrong => $"{command}: {wrong.Message}"));
    }

    /// <summary>The words of a command as the machine's shell reads them.</summary>
    public static async Task<string[]> WordsAsync(string command)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"printf '%s\\0' {command}"]) { RedirectStandardOutput = true })!; // No shell execute.
        var words = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return words.TrimEnd('\0').Split('\0');
    }
}
