using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Scim.Protocol.Errors;

namespace Scim.Http.Pipeline;

/// <summary>Reads request bodies, whatever length they announce, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>The most bytes of a SCIM request, 1 MiB.</summary>
    public const int MaxScimBytes = 1024 * 1024;

    private const int FirstRead = 16 * 1024;

    /// <summary>Reads the JSON body of a SCIM request as UTF-8.</summary>
    /// <exception cref="ScimException">415 or 413, or 400 if the client broke off.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadJsonAsync(HttpRequest request, CancellationToken aborted) =>
        IsJson(request.Headers.ContentType)
            ? ReadAsync(request, MaxScimBytes, aborted)
            : throw new ScimException(ScimError.UnsupportedMediaType());

    /// <summary>Reads a body.</summary>
    /// <exception cref="ScimException">413 if it is over the limit, or 400 if the client broke off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken aborted)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? FirstRead) + 1);
        try
        {
            while (await request.Body.ReadAsync(body.GetMemory(), aborted) is > 0 and var read)
            {
                body.Advance(read);
                if (body.WrittenCount > maxBytes)
                    throw TooLarge(maxBytes);
            }
        }
        catch (BadHttpRequestException refused)
        {
            throw refused.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge(maxBytes)
                : new ScimException(ScimError.InvalidSyntax("The body ended early or its transfer coding is malformed."));
        }
        return body.WrittenMemory;
    }

    /// <summary>True for <c>application/scim+json</c> and <c>application/json</c> in UTF-8, and for a body without a type.</summary>
    private static bool IsJson(StringValues contentType) =>
        StringValues.IsNullOrEmpty(contentType)
        || (MediaTypeHeaderValue.TryParse(contentType.ToString(), out var type)
            && (type.MediaType.Equals(ScimMediaType.Scim, StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals(ScimMediaType.Json, StringComparison.OrdinalIgnoreCase))
            && IsUtf8(type.Charset));

    private static bool IsUtf8(StringSegment charset) =>
        charset.Length == 0 || HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static ScimException TooLarge(int maxBytes) =>
        new(ScimError.PayloadTooLarge($"The body is over {maxBytes / 1024} KiB. Send less in one request."));
}
