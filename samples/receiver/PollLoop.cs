using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Scim.Samples.Receiver;

/// <summary>Receives events by poll (RFC 8936): acknowledges with each poll what the one before has brought.</summary>
internal sealed partial class PollLoop(
    ReceiverOptions options, HttpClient http, SetVerifier verifier, Mirror mirror, TimeProvider time, ILogger<PollLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly List<string> _taken = [];
    private readonly Dictionary<string, object> _refused = [];
    private string? _token;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.PollUrl.Length == 0)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PollAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException or TaskCanceledException)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                Failed(failure.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PollAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.PollUrl)
        {
            Content = JsonContent.Create(new { ack = _taken, setErrs = _refused, returnImmediately = false }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token ??= await GetTokenAsync(stop));
        using var answer = await http.SendAsync(request, stop);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            _token = null; // It has ended; the next round gets another.
        answer.EnsureSuccessStatusCode();
        _taken.Clear();
        _refused.Clear();

        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
        var events = new List<ReceivedEvent>();
        foreach (var set in body.RootElement.GetProperty("sets").EnumerateObject())
        {
            try
            {
                events.Add(await verifier.VerifyAsync(set.Value.GetString() ?? "", stop));
            }
            catch (SetRefusedException refusal)
            {
                _refused[set.Name] = new { err = refusal.Code, description = refusal.Message };
            }
        }
        await mirror.TakeAsync(events, stop);
        _taken.AddRange(events.Select(told => told.Id));
    }

    private async Task<string> GetTokenAsync(CancellationToken stop)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = "events",
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
        });
        using var answer = await http.PostAsync(new Uri($"{options.Issuer.TrimEnd('/')}/oauth/token"), form, stop);
        answer.EnsureSuccessStatusCode();
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(stop), cancellationToken: stop);
        return body.RootElement.GetProperty("access_token").GetString() ?? "";
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The poll failed and is tried again: {Reason}")]
    private partial void Failed(string reason);
}
