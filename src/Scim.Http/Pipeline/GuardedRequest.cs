using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Scim.Http.Recording;
using Scim.Http.Telemetry;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;

namespace Scim.Http.Pipeline;

/// <summary>A request under guard.</summary>
/// <param name="Http">The request.</param>
/// <param name="ScimBase">The base URL of the SCIM endpoints as the client knows it, without a slash at the end.</param>
/// <param name="CorrelationId">Its id in logs, in the audit trail and in 5xx answers.</param>
/// <param name="Deadline">How long it may wait for storage.</param>
/// <param name="Telemetry">What is counted of it.</param>
/// <param name="Notes">What is recorded of it.</param>
internal sealed record GuardedRequest(
    HttpRequest Http,
    string ScimBase,
    string CorrelationId,
    RequestDeadline Deadline,
    RequestTelemetry Telemetry,
    RequestNotes Notes)
{
    private Task<ReadOnlyMemory<byte>>? _body;

    /// <summary>What its endpoint asks of a token. Default: what the SCIM endpoints ask.</summary>
    public Protection Protection { get; init; } = Protection.Scim;

    /// <summary>The JSON body, read and parsed once. It lasts as long as the request.</summary>
    /// <inheritdoc cref="ReadBodyAsync"/>
    public async Task<JsonElement> ParseBodyAsync(Task admission) =>
        Notes.Body ?? Notes.Keep(JsonBody.Parse(await ReadBodyAsync(admission)));

    /// <summary>The JSON body, which is read once.</summary>
    /// <param name="admission">Fails with the refusal.</param>
    /// <exception cref="ScimException">408, or what the reading or the admission failed with.</exception>
    public Task<ReadOnlyMemory<byte>> ReadBodyAsync(Task admission) => _body ??= ReceiveAsync(RequestBody.ReadJsonAsync, admission);

    /// <summary>
    /// Reads from the client, within <see cref="RequestBody.Deadline"/>, while the storage deadline stands still. A request that is refused
    /// meanwhile is not waited for.
    /// </summary>
    /// <param name="read">What to read.</param>
    /// <param name="admission">Fails with the refusal; null if there is none to come.</param>
    /// <exception cref="ScimException">408, or what the reading or the admission failed with.</exception>
    public async Task<T> ReceiveAsync<T>(Func<HttpRequest, CancellationToken, Task<T>> read, Task? admission = null)
    {
        var aborted = Http.HttpContext.RequestAborted;
        using var tooSlow = new CancellationTokenSource(RequestBody.Deadline, Deadline.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, aborted);
        Deadline.Pause();
        try
        {
            var reading = read(Http, end.Token);
            if (admission is not null && !reading.IsCompleted)
                await StopIfRefusedAsync(reading, admission, end);
            return await reading;
        }
        catch (OperationCanceledException) when (tooSlow.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw RequestBody.TooSlow();
        }
        finally
        {
            Deadline.RunOn();
        }
    }

    private static async Task StopIfRefusedAsync(Task reading, Task admission, CancellationTokenSource end)
    {
        await Task.WhenAny(reading, admission);
        if (!admission.IsFaulted)
            return;
        await end.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await admission;
    }
}
