using System.ComponentModel;
using System.Diagnostics;

namespace Scim.LocalHost.Azurite;

/// <summary>Starts the commands of Node.js.</summary>
internal static class Command
{
    /// <summary>Starts a command with its three streams redirected.</summary>
    /// <exception cref="AzuriteException">There is no such command.</exception>
    public static Process Start(string command, string workingFolder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("AZURITE_ACCOUNTS");
        try
        {
            return Process.Start(start)!; // null only with UseShellExecute
        }
        catch (Win32Exception exception)
        {
            throw new AzuriteException(
                $"'{command}' was not found: the local host runs Azurite on Node.js. " +
                "Install Node.js 20 or later with npm, or set TableStorage:ConnectionString to a storage of your own.",
                exception);
        }
    }

    /// <summary>Runs a command to its end. Its exit code, and the lines that it wrote to both streams.</summary>
    /// <exception cref="AzuriteException">There is no such command.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string command, string workingFolder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(command, workingFolder, arguments);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
