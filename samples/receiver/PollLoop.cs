using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scim.Samples.Receiver;

/// <summary>Receives events by poll (RFC 8936): says with each poll what became of the events that the one before has brought.</summary>
internal sealed partial class PollLoop(
    ReceiverOptions options, HttpClient http, SetVerifier verifier, Mirror mirror, TimeProvider time, ILogger<PollLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly List<string> _taken = [];
    private readonly Dictionary<string, SetError> _refused = [];
    private string? _token;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.PollUrl.Length == 0)
            return;
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PollAsync(stoppingToken);
                failures = 0;
            }
            catch (Exception failure) when (failure is PollFailedException or KeysUnavailableException or HttpRequestException
                or JsonException or IOException or UnauthorizedAccessException or TaskCanceledException)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                var pause = PauseAfter(failure, failures++);
                Failed(failure.Message, pause);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        var sets = (await ReadAsync<PollAnswer>("poll", answer, stop)).Sets ?? throw new PollFailedException("The answer has no sets.");
        _taken.Clear();
        _refused.Clear();
        if (sets.Count > 0)
            await TakeAsync(sets, stop);
    }

    private async Task TakeAsync(Dictionary<string, string> sets, CancellationToken stop)
    {
        var (events, refused) = (new List<ReceivedEvent>(), new Dictionary<string, SetError>());
        foreach (var (id, set) in sets)
        {
            try
            {
                var told = await verifier.VerifyAsync(set, stop);
                if (told.Id != id)
                    throw new SetRefusedException("invalid_request", "Its id is not the one that it came under.");
                events.Add(told);
            }
            catch (SetRefusedException refusal)
            {
                refused[id] = refusal.ToError();
            }
        }
        foreach (var (id, error) in await mirror.TakeAsync(events, stop))
            refused[id] = error;
        foreach (var (id, error) in refused)
            _refused[id] = error;
        _taken.AddRange(sets.Keys.Except(refused.Keys));
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
        return (await ReadAsync<TokenAnswer>("request for a token", answer, stop)).AccessToken
            ?? throw new PollFailedException("The answer has no token.");
    }

    private static async Task<T> ReadAsync<T>(string what, HttpResponseMessage answer, CancellationToken stop) => answer.IsSuccessStatusCode
        ? await answer.Content.ReadFromJsonAsync<T>(stop) ?? throw new JsonException("It is null.")
        : throw new PollFailedException($"The {what} was answered {(int)answer.StatusCode}.", answer.Headers.RetryAfter?.Delta);

    /// <summary>From 1 s to 5 min, by chance a little more or less, and not before the service wants it.</summary>
    private static TimeSpan PauseAfter(Exception failure, int failures)
    {
        var asked = (failure as PollFailedException)?.RetryAfter ?? (failure as KeysUnavailableException)?.RetryAfter;
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 9)) * (0.75 + (Random.Shared.NextDouble() / 2)));
        if (asked > pause)
            pause = asked.Value;
        return pause < LongestPause ? pause : LongestPause;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{Reason} The next poll is in {Pause}.")]
    private partial void Failed(string reason, TimeSpan pause);

    private sealed record PollAnswer(Dictionary<string, string>? Sets);

    private sealed record TokenAnswer([property: JsonPropertyName("access_token")] string? AccessToken);
}

/// <summary>The service gives no events now.</summary>
internal sealed class PollFailedException(string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>When it wants to be asked again; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
