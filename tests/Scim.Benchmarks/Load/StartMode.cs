using System.Diagnostics;
using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using Scim.LocalHost.Azurite;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>The published local host beside the published bare endpoint: from the start of the process to the first 200.</summary>
internal static class StartMode
{
    private static readonly string Rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;

    /// <param name="runs">Starts of each, after one that does not count.</param>
    /// <param name="repository">The root of the repository.</param>
    public static async Task RunAsync(int runs, string repository)
    {
        var folder = Directory.CreateTempSubdirectory("scim-start-").FullName;
        try
        {
            var scim = await PublishAsync(repository, "src", "Scim.LocalHost", folder);
            var bare = await PublishAsync(repository, "tests", "Scim.Benchmarks", folder);
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
            string[] settings =
            [
                "--urls=http://127.0.0.1:0", "--LocalHost:StopWhenInputEnds=true", $"--TableStorage:ConnectionString={azurite.ConnectionString}",
            ];
            var (ofBare, ofScim) = (new List<double>(), new List<double>());
            for (var run = 0; run <= runs; run++)
            {
                ofBare.Add(await TimeAsync(bare, ["host", "bare"], HostRun.Ready, "/bare/1"));
                ofScim.Add(await TimeAsync(scim, settings, "SCIM 2.0 at ", "/ServiceProviderConfig"));
            }
            Console.WriteLine(Invariant($"## Start to first 200, ReadyToRun, median of {runs} starts in turn\n"));
            var ratio = Statistics.Median(ofScim.Zip(ofBare, (ours, theirs) => ours / theirs).Skip(1));
            Console.WriteLine(MarkdownTable.Of(
                ["bare ms", "local host ms", "ratio"], [[Statistics.Median(ofBare.Skip(1)), Statistics.Median(ofScim.Skip(1)), ratio]]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Publishes a project beside the repository, whose lock files and outputs stay as they are. The program.</summary>
    private static async Task<string> PublishAsync(string repository, string parent, string project, string folder)
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(repository, parent, project), "-c", "Release", "-r", Rid, "--self-contained", "false",
                "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/publish.lock.json", "--artifacts-path", folder, "-v", "quiet",
            ]))!; // null only with UseShellExecute
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(folder, "publish", project, $"release_{Rid}", project)
            : throw new InvalidOperationException($"{project} cannot be published.");
    }

    private static async Task<double> TimeAsync(string program, string[] arguments, string greeting, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!; // As above.
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{program} did not start.");
        }
        while (!line.StartsWith(greeting, StringComparison.Ordinal));
        var address = new Uri($"{line[greeting.Length..]}{path}");
        using var connection = new Connection(address);
        var status = connection.Send(Connection.Request("GET", address.AbsolutePath, token: null));
        var time = Stopwatch.GetElapsedTime(started);
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return status == 200 ? time.TotalMilliseconds : throw new InvalidOperationException($"{path} was answered with {status}.");
    }
}
