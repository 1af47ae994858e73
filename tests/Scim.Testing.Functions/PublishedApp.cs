using System.Security.Cryptography;
using System.Text;
using Scim.LocalHost.Azurite;
using Scim.Testing.Functions.Protocol;
using Scim.Testing.Functions.Workers;

namespace Scim.Testing.Functions;

/// <summary>
/// The Functions app, published from the source tree as it is deployed: Release, compiled ahead. The folder is named by a hash of what
/// it was made from, so that it is published again only when that changes, and it appears under its name only when it is whole. Its
/// build has folders of its own, so that it disturbs no other.
/// </summary>
public static class PublishedApp
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Unused = TimeSpan.FromDays(1);
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "functions");
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    /// <summary>The folder of the app. The first who asks for it in changed sources publishes it; processes may do so at once.</summary>
    /// <exception cref="WorkerException">It cannot be published; the message has what the compiler said.</exception>
    public static Task<string> EnsureAsync() => Published.Value;

    private static async Task<string> PublishAsync()
    {
        var folder = Path.Combine(Folder, HashOfSources());
        Directory.CreateDirectory(Folder);
        if (Directory.Exists(folder)) return folder;
        await using var held = await ExclusiveFile.OpenAsync($"{Folder}/lock", Patience, CancellationToken.None)
            ?? throw new WorkerException(
                $"Another process has been publishing the Functions app for {Patience.TotalMinutes} minutes. End it and try again.");
        if (Directory.Exists(folder)) return folder;
        DeleteUnused();

        var temporary = $"{folder}.new";
        var output = new StringBuilder();
        await using var publishing = GuardedProcess.Start(
            [
                "dotnet", "publish", Path.Combine(Repository.Root, "src", "Scim.Functions"), "--configuration", "Release",
                "--output", temporary, "--artifacts-path", Path.Combine(Folder, "build"), "--nologo", "--disable-build-servers",
            ],
            static environment =>
            {
                foreach (var name in environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
                    .ToList())
                    environment.Remove(name);
            },
            line =>
            {
                lock (output) output.AppendLine(line);
            });
        if (await publishing.Ended != 0) throw new WorkerException($"The Functions app cannot be published.\n{output}");
        Directory.Move(temporary, folder);
        return folder;
    }

    private static void DeleteUnused()
    {
        var oldest = TimeProvider.System.GetUtcNow() - Unused;
        foreach (var folder in new DirectoryInfo(Folder).EnumerateDirectories().Where(folder => folder.Name != "build"))
        {
            var isLeftover = folder.Name.EndsWith(".new", StringComparison.Ordinal);
            if (isLeftover || folder.LastWriteTimeUtc < oldest) folder.Delete(recursive: true);
        }
    }

    private static string HashOfSources()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sources().Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Repository.Root, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> Sources() =>
        ((string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "host.json", ".editorconfig", "BannedSymbols.txt"])
            .Select(name => Path.Combine(Repository.Root, name))
            .Concat(new DirectoryInfo(Path.Combine(Repository.Root, "src")).EnumerateDirectories()
                .SelectMany(project => project.EnumerateFileSystemInfos())
                .Where(entry => entry.Name is not ("bin" or "obj"))
                .SelectMany(
                    entry => entry is DirectoryInfo folder ? folder.EnumerateFiles("*", SearchOption.AllDirectories) : [(FileInfo)entry])
                .Select(file => file.FullName));
}
