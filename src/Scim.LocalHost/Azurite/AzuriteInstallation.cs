using System.Security.Cryptography;

namespace Scim.LocalHost.Azurite;

/// <summary>
/// The pinned Azurite package in a folder of the user's, installed on first use. The folder is named by a hash of what is installed,
/// so that versions lie side by side, and it appears under its name only when it is whole.
/// </summary>
public sealed class AzuriteInstallation
{
    private const string NpmError = "npm error ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // npm begins with these fields; the sentence comes after them.
    private static readonly string[] ErrorFields = ["code", "syscall", "errno", "path", "dest", "type"];
    private static readonly string[] Manifest = ["package.json", "package-lock.json", ".npmrc"];

    private AzuriteInstallation(string folder) => Modules = Path.Combine(folder, "node_modules");

    /// <summary>The <c>node_modules</c> folder.</summary>
    public string Modules { get; }

    internal static string SourceFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Azurite");

    /// <summary>Finds the installation in the user's cache, or installs it there. Several processes may do so at once.</summary>
    /// <exception cref="AzuriteException">Node.js is missing, or npm failed.</exception>
    public static Task<AzuriteInstallation> EnsureAsync(
        NodeCommands commands, Action<string>? progress, CancellationToken cancellationToken) =>
        EnsureAsync(CacheFolder(), commands, progress, cancellationToken);

    internal static async Task<AzuriteInstallation> EnsureAsync(
        string cache, NodeCommands commands, Action<string>? progress, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(cache, $"azurite-{HashOfManifest()}");
        if (!Directory.Exists(folder))
        {
            await using var held = await ExclusiveFile.OpenAsync($"{folder}.lock", Patience, cancellationToken)
                ?? throw new AzuriteException(
                    $"Another process has been installing Azurite for {Patience.TotalMinutes} minutes. End it and try again.");
            if (!Directory.Exists(folder)) await InstallAsync(folder, commands, progress, cancellationToken);
        }

        return new AzuriteInstallation(folder);
    }

    private static async Task InstallAsync(
        string folder, NodeCommands commands, Action<string>? progress, CancellationToken cancellationToken)
    {
        await Command.RunAsync(commands.Node, SourceFolder, ["--version"], cancellationToken);
        progress?.Invoke("Installing Azurite (only this once, about 20 seconds) ...");
        foreach (var leftover in Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!, $"{Path.GetFileName(folder)}.*"))
            TryDelete(leftover);

        var temporary = $"{folder}.{Guid.NewGuid():n}";
        Directory.CreateDirectory(temporary);
        try
        {
            foreach (var name in Manifest) File.Copy(Path.Combine(SourceFolder, name), Path.Combine(temporary, name));
            var (exitCode, _, error) = await Command.RunAsync(
                commands.Npm, temporary, ["ci", "--omit=dev", "--loglevel=error"], cancellationToken);
            if (exitCode != 0)
                throw new AzuriteException(
                    $"npm could not install Azurite: {Cause(error)}. Check the connection to the npm registry and try again.");
            Directory.Move(temporary, folder);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    private static string Cause(string error) =>
        error.Split('\n')
            .Where(line => line.StartsWith(NpmError, StringComparison.Ordinal))
            .Select(line => line[NpmError.Length..].Trim().TrimEnd('.'))
            .FirstOrDefault(line => !ErrorFields.Contains(line.Split(' ')[0])) ?? "it gave no reason";

    private static string HashOfManifest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Manifest) hash.AppendData(File.ReadAllBytes(Path.Combine(SourceFolder, name)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static string CacheFolder()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        try
        {
            if (data.Length > 0) return Directory.CreateDirectory(Path.Combine(data, "scim-local-host")).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written, as in some containers.
        }

        return Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"scim-local-host-{Environment.UserName}")).FullName;
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // An npm that outlived its parent still writes there; the next installation tries again.
        }
    }
}
