using System.Net;
using System.Text.Json;
using Scim.Testing;

namespace Scim.Resilience.Tests.Histories;

/// <summary>Sends requests about one user through several hosts, in turn and at once, and notes what was answered.</summary>
/// <param name="hosts">A client of each host.</param>
/// <param name="random">All chance.</param>
/// <param name="number">Which user of the run it is.</param>
internal sealed class HistoryRun(IReadOnlyList<ScimClient> hosts, Random random, int number)
{
    private const int AtOnce = 3;

    private readonly List<Observed> _all = [];
    private readonly Lock _lock = new();
    private string _path = "";
    private string? _seen;
    private long _clock;
    private int _titles;

    /// <summary>The user's id.</summary>
    public string Id => _path["/Users/".Length..];

    /// <summary>What was asked and answered.</summary>
    public IReadOnlyList<Observed> All => _all;

    /// <summary>Creates the user, and sends rounds of one request or of some at once.</summary>
    public async Task RunAsync(int requests, CancellationToken cancellationToken)
    {
        var created = await CreateAsync(cancellationToken);
        if (created is null)
            return;
        _path = $"/Users/{created}";
        while (_all.Count < requests)
        {
            var round = random.Next(2) == 0 ? 1 : AtOnce;
            await Task.WhenAll(Enumerable.Range(0, round).Select(_ => SendAsync(Draw(), Host(), cancellationToken)).ToList());
        }
        await SendAsync((Asked.Delete, HttpMethod.Delete, null, null, null), Host(), cancellationToken);
        await SendAsync((Asked.Read, HttpMethod.Get, null, null, null), Host(), cancellationToken);
    }

    private ScimClient Host() => hosts[random.Next(hosts.Count)];

    private async Task<string?> CreateAsync(CancellationToken cancellationToken)
    {
        var title = NewTitle();
        var start = Interlocked.Increment(ref _clock);
        var answer = await Host().PostAsync("/Users", Body(title), cancellationToken);
        Note(new Observed(Asked.Create, start, Interlocked.Increment(ref _clock), answer.Status) { Sets = title }, answer);
        return answer.Status == HttpStatusCode.Created ? answer.Text("id") : null;
    }

    private (Asked Asked, HttpMethod Method, string? Json, string? Sets, string? Expects) Draw()
    {
        var title = NewTitle();
        var expects = random.Next(4) == 0 ? Volatile.Read(ref _seen) : null;
        return random.Next(10) switch
        {
            < 4 => (Asked.Change, HttpMethod.Patch, Patch("title", $"\"{title}\""), title, expects),
            < 6 => (Asked.Change, HttpMethod.Put, Body(title), title, expects),
            < 7 => (Asked.Confirm, HttpMethod.Patch, Patch("active", "true"), null, null),
            _ => (Asked.Read, HttpMethod.Get, null, null, null),
        };
    }

    private async Task SendAsync(
        (Asked Asked, HttpMethod Method, string? Json, string? Sets, string? Expects) drawn,
        ScimClient host,
        CancellationToken cancellationToken)
    {
        var start = Interlocked.Increment(ref _clock);
        var answer = await host.SendAsync(drawn.Method, _path, drawn.Json, cancellationToken, drawn.Expects);
        var end = Interlocked.Increment(ref _clock);
        Note(new Observed(drawn.Asked, start, end, answer.Status) { Sets = drawn.Sets, Expects = drawn.Expects }, answer);
    }

    private void Note(Observed one, ScimAnswer answer)
    {
        if ((int)one.Status is >= 200 and < 300 && answer.Body.ValueKind == JsonValueKind.Object)
        {
            one = one with { Version = answer.Body.GetProperty("meta").GetProperty("version").GetString(), Title = answer.Text("title") };
            Volatile.Write(ref _seen, one.Version);
        }
        lock (_lock)
            _all.Add(one);
    }

    private string NewTitle() => $"{number}.{Interlocked.Increment(ref _titles)}";

    private string Body(string title) =>
        $$$"""{"userName":"user{{{number}}}","name":{"givenName":"A","familyName":"B"},"title":"{{{title}}}"}""";

    private static string Patch(string path, string value) =>
        $$"""{"Operations":[{"op":"replace","path":"{{path}}","value":{{value}}}]}""";
}
