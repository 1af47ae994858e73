using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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
            string[] settings = ["--LocalHost:StopWhenInputEnds=true", $"--TableStorage:ConnectionString={azurite.ConnectionString}"];
            var (ofBare, ofScim) = (new List<Start>(), new List<Start>());
            for (var run = 0; run <= runs; run++)
            {
                ofBare.Add(await TimeAsync(port => (bare, ["host", "bare", HostRun.On(port)]), HostRun.Ready, "/bare/1"));
                ofScim.Add(await TimeAsync(
                    port => (scim, [.. settings, Invariant($"--urls=http://127.0.0.1:{port}")]),
                    "SCIM 2.0 at ",
                    "/scim/v2/ServiceProviderConfig"));
            }
            System.Console.WriteLine(Invariant($"## Start, ReadyToRun, median of {runs} starts in turn\n"));
            System.Console.WriteLine(MarkdownTable.Of(
                ["from the start of the process to", "bare ms", "local host ms", "ratio"],
                [
                    RowOf("the first 200", ofBare, ofScim, start => start.First),
                    RowOf("the greeting, storage being ready", ofBare, ofScim, start => start.Ready),
                ]));
            await WorkerStart.RunAsync(runs, repository, folder, azurite.ConnectionString);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Publishes a project beside the repository, whose lock files and outputs stay as they are. The program.</summary>
    internal static async Task<string> PublishAsync(string repository, string parent, string project, string folder)
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(repository, parent, project), "-c", "Release", "-r", Rid, "--self-contained", "false",
                "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/publish.lock.json", "-p:ErrorOnDuplicatePublishOutputFiles=false",
                "--artifacts-path", folder, "-v", "quiet",
            ]))!; // null only with UseShellExecute
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(folder, "publish", project, $"release_{Rid}", project)
            : throw new InvalidOperationException($"{project} cannot be published.");
    }

    internal static object[] RowOf(string name, List<Start> ofBare, List<Start> ofScim, Func<Start, double> time)
    {
        List<double> bare = [.. ofBare.Skip(1).Select(time)];
        List<double> scim = [.. ofScim.Skip(1).Select(time)];
        return [name, RunStatistics.Median(bare), RunStatistics.Median(scim), RunStatistics.Median(
            scim.Zip(bare, (ours, theirs) => ours / theirs))];
    }

    /// <summary>Starts a program and asks it until it answers.</summary>
    private static async Task<Start> TimeAsync(Func<int, (string Program, string[] Arguments)> command, string greeting, string path)
    {
        var port = FreePort();
        var (program, arguments) = command(port);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!; // As above.
        var ready = ReadyAsync(process.StandardOutput, greeting, started);
        using var connection = await ConnectAsync(new Uri(Invariant($"http://127.0.0.1:{port}")), process);
        var status = connection.Send(Connection.Request("GET", path, token: null));
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var start = new Start(first, await ready);
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return status == 200 ? start : throw new InvalidOperationException($"{path} was answered with {status}.");
    }

    private static async Task<double> ReadyAsync(StreamReader output, string greeting, long started)
    {
        string? line;
        do
        {
            line = await output.ReadLineAsync() ?? throw new InvalidOperationException("A program did not start.");
        }
        while (!line.StartsWith(greeting, StringComparison.Ordinal));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<Connection> ConnectAsync(Uri address, Process process)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (true)
        {
            try
            {
                return new Connection(address);
            }
            catch (SocketException) when (!process.HasExited)
            {
                await again.WaitForNextTickAsync(); // It does not listen yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>When a program answered for the first time, and when it said that it is ready, in ms.</summary>
    internal sealed record Start(double First, double Ready);
}
