using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Benchmarks.Hosting;
using Scim.Http;
using static System.FormattableString;

namespace Scim.Benchmarks.Dearest;

/// <summary>
/// What the dearest requests cost that the limits allow, in time of the processor, and what another account feels of ten such at once.
/// Service and client share the process, so the client's part counts too.
/// </summary>
internal sealed class DearestMode(HttpClient http, ScimHost scim)
{
    private const int AtOnce = 10;

    public static async Task RunAsync(string? only)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        ScimHost.AddTo(builder.Services, new StorageCost(TimeSpan.Zero, TimeSpan.Zero), tables: null);
        await using var app = builder.Build();
        app.MapScim();
        await app.StartAsync();
        // A server has one.
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
        await new DearestMode(http, new ScimHost(app.Services)).MeasureAsync(only);
    }

    private async Task MeasureAsync(string? only)
    {
        (DearRequest Request, double Seconds)? dearest = null;
        foreach (var request in DearRequest.All().Where(request => only is null || request.Name.Contains(only, StringComparison.Ordinal)))
        {
            var (token, id) = await PrepareAsync(request);
            var (seconds, status) = (double.MaxValue, "");
            for (var run = 0; run < 3; run++)
            {
                GC.Collect();
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                status = await SendAsync(request, token, id);
                seconds = Math.Min(seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            }
            System.Console.WriteLine(Invariant($"| {request.Name} | {status} | {seconds:N2} |"));
            if (seconds > (dearest?.Seconds ?? 0) && request.Method == "PATCH")
                dearest = (request, seconds);
        }
        if (dearest is { } worst)
            await MeasureOthersAsync(worst.Request);
    }

    private async Task MeasureOthersAsync(DearRequest request)
    {
        var (token, id) = await PrepareAsync(request);
        var (other, user) = await PrepareAsync(DearRequest.All().First(), keepLast: true);
        var dear = Enumerable.Range(0, AtOnce).Select(_ => SendAsync(request, token, id)).ToList();
        var all = Task.WhenAll(dear);
        var times = new List<double>();
        while (!all.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            await ReadAsync(await http.SendAsync(Message("GET", $"/Users/{user}?attributes=userName", "", other)));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        var (median, most) = (times[times.Count / 2], times[times.Count * 95 / 100]);
        System.Console.WriteLine($"\n{AtOnce} at once of: {request.Name} ({string.Join(", ", await all)}); "
            + Invariant($"a GET of another account: median {median:N1} ms, 95 % {most:N1} ms of {times.Count}"));
    }

    private async Task<(string Token, string Id)> PrepareAsync(DearRequest request, bool keepLast = false)
    {
        var token = (await scim.AddTenantAsync(users: 0, keepLast)).Token;
        var first = "";
        foreach (var user in request.Users)
        {
            using var json = JsonDocument.Parse((await ReadAsync(await http.SendAsync(Message("POST", "/Users", user, token)))).Body);
            first = first.Length > 0 ? first : json.RootElement.GetProperty("id").GetString()!; // A user has an id.
        }
        return (token, first);
    }

    private async Task<string> SendAsync(DearRequest request, string token, string id)
    {
        var message = Message(
            request.Method,
            request.Path.Replace("{id}", id, StringComparison.Ordinal),
            request.Body.Replace("{id}", id, StringComparison.Ordinal),
            token);
        var (status, body) = await ReadAsync(await http.SendAsync(message));
        var inside = status == 200 && request.Path == "/Bulk"
            ? string.Join(", ", JsonDocument.Parse(body).RootElement.GetProperty("Operations").EnumerateArray()
                .CountBy(operation => operation.GetProperty("status").GetString() ?? "").Select(group => $"{group.Value} × {group.Key}"))
            : status == 503 ? body
            : body.Contains("tooMany", StringComparison.Ordinal) ? "tooMany" : "";
        return $"{status} {inside}".Trim();
    }

    private static async Task<(int Status, string Body)> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static HttpRequestMessage Message(string method, string path, string body, string token)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), $"/scim/v2{path}");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body.Length > 0)
            message.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        return message;
    }
}
