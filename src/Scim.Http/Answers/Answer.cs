using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Protocol.Bodies;

namespace Scim.Http.Answers;

/// <summary>An HTTP answer: a status, header fields and a body that is ready to be sent.</summary>
/// <param name="status">The status code.</param>
/// <param name="body">The body; empty for none.</param>
/// <param name="contentType">The body's type; null for the SCIM media type that the client accepts.</param>
internal sealed class Answer(int status, ReadOnlyMemory<byte> body = default, string? contentType = null)
    : IResult, IStatusCodeHttpResult, IRefusing
{
    private readonly List<(string Name, string Value)> _fields = [];
    private readonly PooledBuffer? _buffer;

    /// <param name="status">The status code.</param>
    /// <param name="body">The body, whose memory is given back when it has been sent.</param>
    /// <param name="contentType">The body's type; null for the SCIM media type that the client accepts.</param>
    public Answer(int status, PooledBuffer body, string? contentType = null)
        : this(status, body.Written, contentType) => _buffer = body;

    /// <inheritdoc/>
    public int? StatusCode => status;

    /// <inheritdoc/>
    public AnsweredRefusal? Refusal { get; init; }

    /// <summary>Adds a header field if there is a value for it.</summary>
    public Answer WithField(string name, string? value)
    {
        if (value is not null)
            _fields.Add((name, value));
        return this;
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, value) in _fields)
            response.Headers[name] = value;
        if (body.IsEmpty)
            return;
        response.ContentType = contentType ?? ScimMediaType.For(httpContext.Request.Headers.Accept);
        if (contentType is null)
            response.Headers.Vary = HeaderNames.Accept;
        response.ContentLength = body.Length;
        try
        {
            // A method in other letters is another method to the server (RFC 9110 §9.1), which then expects a body.
            if (httpContext.Request.Method != HttpMethods.Head)
                await PacedBody.SendAsync(httpContext, body);
            if (status == StatusCodes.Status413PayloadTooLarge)
                await RestOfBody.DiscardAsync(httpContext);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Nobody is there to be told.
        }
        finally
        {
            _buffer?.Dispose();
        }
    }
}
