using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Scim.Http.Answers;
using Scim.Protocol.Bodies;
using Scim.Protocol.Errors;

namespace Scim.Http.Pipeline;

/// <summary>Reads request bodies, whatever length they announce, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes of a SCIM request, 1 MiB.</summary>
    public const int MaxScimBytes = 1024 * 1024;

    /// <summary>
    /// How long a body may take to arrive, whatever its size and rate: 20 s. So the bodies that a client can keep open at once are no
    /// more than its rate times that, and the rest of those that are too large, which are taken as long again (<see cref="RestOfBody"/>).
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private const string Types = $"{ScimMediaType.Scim}, {ScimMediaType.Json}";

    // A body is announced for nothing: what it takes grows with what has arrived.
    private const int FirstRead = 16 * 1024;

    /// <summary>The JSON body of a SCIM request, read and parsed once. It lasts as long as the request.</summary>
    /// <inheritdoc cref="ReadAsync(GuardedRequest, Task)"/>
    public static async Task<JsonElement> ParseAsync(GuardedRequest request, Task admission) =>
        request.Notes.Body ?? request.Notes.Keep(JsonBody.Parse(await ReadAsync(request, admission)));

    /// <summary>The JSON body of a SCIM request as UTF-8, which is read once.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admission">Fails with the refusal.</param>
    /// <exception cref="ScimException">415, 413 or 408, 400 if the client broke off, or what the admission failed with.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadAsync(GuardedRequest request, Task admission) => request.Bytes ??= ReceiveAsync(
        request, static (http, aborted) => ReadJsonAsync(http, MaxScimBytes, aborted), admission);

    /// <summary>
    /// Reads from the client, within <see cref="Deadline"/>, while the storage deadline stands still. A request that is refused meanwhile
    /// is not waited for.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="read">What to read.</param>
    /// <param name="admission">Fails with the refusal; null if there is none to come.</param>
    /// <exception cref="ScimException">408, or what the reading or the admission failed with.</exception>
    public static async Task<T> ReceiveAsync<T>(
        GuardedRequest request, Func<HttpRequest, CancellationToken, Task<T>> read, Task? admission = null)
    {
        var aborted = request.Http.HttpContext.RequestAborted;
        using var tooSlow = new CancellationTokenSource(Deadline, request.Deadline.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, aborted);
        request.Deadline.Pause();
        try
        {
            var reading = read(request.Http, end.Token);
            if (admission is not null && !reading.IsCompleted)
                await StopIfRefusedAsync(reading, admission, end);
            return await reading;
        }
        catch (OperationCanceledException) when (tooSlow.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            throw TooSlow();
        }
        finally
        {
            request.Deadline.RunOn();
        }
    }

    /// <summary>Reads a JSON body as UTF-8.</summary>
    /// <exception cref="ScimException">415, 413 or 408, or 400 if the client broke off.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadJsonAsync(HttpRequest request, int maxBytes, CancellationToken aborted) =>
        Refusal(request) is { } refusal
            ? throw new ScimException(refusal)
            : ReadAsync(request, maxBytes, aborted);

    /// <summary>Reads a body.</summary>
    /// <exception cref="ScimException">413 if it is over the limit, 408 if it comes too slowly, or 400 if the client broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken aborted)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        var body = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength ?? FirstRead, FirstRead) + 1);
        try
        {
            ReadResult read;
            do
            {
                read = await request.BodyReader.NextAsync(aborted);
                var fits = body.WrittenCount + read.Buffer.Length <= maxBytes;
                foreach (var piece in fits ? read.Buffer : default)
                    body.Write(piece.Span);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (!fits)
                    throw TooLarge(maxBytes);
            }
            while (!read.IsCompleted);
        }
        catch (BadHttpRequestException refused)
        {
            throw refused.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLarge(maxBytes),
                StatusCodes.Status408RequestTimeout => TooSlow(),
                _ => new ScimException(ScimError.InvalidSyntax("The body ended early or its transfer coding is malformed.")),
            };
        }
        return body.WrittenMemory;
    }

    /// <summary>
    /// Why a body is not read; null for <c>application/scim+json</c> and <c>application/json</c> in UTF-8 and as it is, and for a body
    /// without a type.
    /// </summary>
    private static ScimError? Refusal(HttpRequest request)
    {
        var headers = request.Headers;
        if (!StringValues.IsNullOrEmpty(headers.ContentEncoding) && !Is(headers.ContentEncoding.ToString(), "identity"))
        {
            return ScimError.UnsupportedMediaType("Send the body uncompressed, without Content-Encoding.") with
            {
                AcceptEncoding = "identity",
            };
        }
        if (StringValues.IsNullOrEmpty(headers.ContentType))
            return null;
        if (!MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out var type)
            || !(Is(type.MediaType, ScimMediaType.Scim) || Is(type.MediaType, ScimMediaType.Json)))
        {
            return WrongType(request, $"Send the body as {ScimMediaType.Scim} or {ScimMediaType.Json}.");
        }
        return IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset))
            ? null
            : WrongType(request, "Send the body in UTF-8, with charset=utf-8 or without a charset.");
    }

    private static ScimError WrongType(HttpRequest request, string detail) => ScimError.UnsupportedMediaType(detail) with
    {
        Accept = Types,
        AcceptPatch = HttpMethods.IsPatch(request.Method) ? Types : null,
    };

    /// <summary>True for UTF-8 by both of its names in use, and for its part US-ASCII.</summary>
    private static bool IsUtf8(StringSegment charset) =>
        charset.Length == 0 || Is(charset, "utf-8") || Is(charset, "utf8") || Is(charset, "us-ascii");

    private static bool Is(StringSegment text, string name) => text.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static async Task StopIfRefusedAsync(Task reading, Task admission, CancellationTokenSource end)
    {
        await Task.WhenAny(reading, admission);
        if (!admission.IsFaulted)
            return;
        await end.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await admission;
    }

    /// <summary>The refusal of a body that did not arrive in time.</summary>
    private static ScimException TooSlow() => new(ScimError.RequestTimeout((int)Deadline.TotalSeconds));

    private static ScimException TooLarge(int maxBytes) =>
        new(ScimError.PayloadTooLarge($"The body is over {maxBytes / 1024} KiB. Send less in one request."));
}
