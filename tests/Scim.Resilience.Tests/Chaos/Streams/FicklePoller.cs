using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>Receives by poll, at any host, and forgets what it has to acknowledge from time to time.</summary>
/// <param name="stream">The stream.</param>
/// <param name="token">A token with scope <c>events</c>.</param>
/// <param name="rootOf">The address of a host that is up, for the request of a number.</param>
/// <param name="moods">What befalls its requests.</param>
internal sealed class FicklePoller(string stream, string token, Func<int, string> rootOf, Moods moods) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private IReadOnlyList<string> _ack = [];
    private int _requests;

    /// <summary>What it has taken.</summary>
    public ReceivedEvents Events { get; } = new();

    /// <summary>Polls until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                if (moods.Next() is var mood && mood == Mood.Down || !await PollAsync(mood, stop))
                    await Task.Delay(Pause, TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was asked to.
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> PollAsync(Mood mood, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{rootOf(_requests++)}/events/{stream}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent(
            JsonSerializer.Serialize(new { ack = _ack, returnImmediately = true }), Encoding.UTF8, "application/json");
        try
        {
            using var response = await _http.SendAsync(request, stop);
            if (!response.IsSuccessStatusCode || mood == Mood.Fails) return false;
            var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(stop));
            var sets = answer.GetProperty("sets").EnumerateObject().ToList();
            foreach (var set in sets) Events.Take(set.Value.GetString()!); // A token.
            _ack = mood == Mood.DiesAfterTaking ? [] : [.. sets.Select(set => set.Name)];
            return sets.Count > 0;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
