using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Benchmarks.Hosting;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Http;
using Scim.LocalHost.Azurite;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// How fast a receiver gets a backlog, over an Azurite in memory: by polls of 100 on one connection, each acknowledging what the one before
/// gave.
/// </summary>
internal static class DrainMode
{
    private const int MostOfPoll = 100;

    /// <param name="users">How many users are created, each with one event.</param>
    /// <param name="runs">How often; each time in a new account.</param>
    public static async Task RunAsync(int users, int runs)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var now = TimeProvider.System.GetUtcNow();
        builder.Services.AddScimEvents(new EventOptions { SigningKeys = SigningKeySetting.With(null, "ES256", now, now).Setting });
        ScimHost.AddTo(builder.Services, new StorageCost(TimeSpan.Zero, TimeSpan.Zero), azurite.ConnectionString);
        await using var app = builder.Build();
        app.MapScim();
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        var rows = new List<object[]>();
        for (var run = 1; run <= runs; run++)
        {
            var polled = await Backlog.MakeAsync(app.Services, users);
            rows.Add([run, await PollAsync(address, polled)]);
        }
        System.Console.WriteLine(Invariant($"## A backlog of {users} events, full content\n"));
        System.Console.WriteLine(MarkdownTable.Of(["run", "events a second"], rows));
    }

    private static async Task<double> PollAsync(Uri address, Backlog backlog)
    {
        await backlog.ReleaseAsync();
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", backlog.Token);
        var path = new Uri(Invariant($"/events/{backlog.Stream}"), UriKind.Relative);
        var (taken, last, began) = (0, (List<string>)[], Stopwatch.GetTimestamp());
        do
        {
            var asked = JsonSerializer.Serialize(new { ack = last, maxEvents = MostOfPoll, returnImmediately = true });
            using var body = new StringContent(asked, new MediaTypeHeaderValue("application/json"));
            using var answer = await http.PostAsync(path, body);
            answer.EnsureSuccessStatusCode();
            using var sets = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
            last = [.. sets.RootElement.GetProperty("sets").EnumerateObject().Select(set => set.Name)];
            taken += last.Count;
        }
        while (last.Count > 0);
        return taken / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
