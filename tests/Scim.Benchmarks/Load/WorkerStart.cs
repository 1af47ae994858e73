using System.Diagnostics;
using System.Net;
using Scim.Testing.Functions;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// The published Functions app beside a worker that has one function and nothing else, both under the stand-in for the Functions host:
/// from the start of the process to the first 200.
/// </summary>
internal static class WorkerStart
{
    private static readonly Dictionary<string, string> NoSettings = [];

    /// <param name="runs">Starts of each, after one that does not count.</param>
    /// <param name="repository">The root of the repository.</param>
    /// <param name="folder">Takes what is published.</param>
    /// <param name="storage">The connection string of the storage.</param>
    public static async Task RunAsync(int runs, string repository, string folder, string storage)
    {
        var scim = FolderOf(await StartMode.PublishAsync(repository, "src", "Scim.Functions", folder));
        var bare = FolderOf(await StartMode.PublishAsync(repository, "tests", "Scim.BareWorker", folder));
        var settings = new Dictionary<string, string> { ["TableStorage:ConnectionString"] = storage };
        using var http = new HttpClient();
        var (ofBare, ofScim) = (new List<StartMode.Start>(), new List<StartMode.Start>());
        for (var run = 0; run <= runs; run++)
        {
            ofBare.Add(await TimeAsync(http, bare, NoSettings, "/bare"));
            ofScim.Add(await TimeAsync(http, scim, settings, "/scim/v2/ServiceProviderConfig"));
        }
        System.Console.WriteLine(Invariant($"\n## Start of the worker, median of {runs} starts in turn\n"));
        System.Console.WriteLine(MarkdownTable.Of(
            ["from the start of the process to", "bare worker ms", "published app ms", "ratio"],
            [
                StartMode.RowOf("its functions being loaded", ofBare, ofScim, start => start.Ready),
                StartMode.RowOf("the first 200", ofBare, ofScim, start => start.First),
            ]));
    }

    private static string FolderOf(string program) =>
        Path.GetDirectoryName(program) ?? throw new InvalidOperationException("A program lies in a folder.");

    private static async Task<StartMode.Start> TimeAsync(
        HttpClient http, string app, IReadOnlyDictionary<string, string> settings, string path)
    {
        var started = Stopwatch.GetTimestamp();
        await using var host = await FunctionsHost.StartAsync(app, settings, CancellationToken.None);
        var ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var answer = await http.GetAsync(new Uri(host.Url + path));
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK
            ? new StartMode.Start(first, ready)
            : throw new InvalidOperationException($"{path} was answered with {answer.StatusCode}. {host.Log}");
    }
}
