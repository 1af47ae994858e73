using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Protocol.Errors;

namespace Scim.Http.Answers;

/// <summary>
/// An answer whose body is made while it is sent. The guard of the request sends it, so that its storage requests, its faults and its
/// time count as the request's. What goes wrong before the first piece is sent is answered as an error; afterwards the connection is cut.
/// </summary>
/// <param name="content">What the body is made from; disposed of when it is sent.</param>
/// <param name="write">Writes the body.</param>
internal sealed class StreamedAnswer(IAsyncDisposable content, Func<PacedBody, Task> write) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <summary>Sends the answer.</summary>
    public async Task SendAsync(HttpContext context)
    {
        await using (content)
        {
            using var body = new PacedBody(context, () => Start(context));
            await write(body);
            await body.EndAsync();
        }
    }

    private static void Start(HttpContext context)
    {
        context.Response.ContentType = ScimMediaType.For(context.Request.Headers.Accept);
        context.Response.Headers.Vary = HeaderNames.Accept;
    }

    /// <summary>It has been sent already.</summary>
    public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;
}

/// <summary>An answer that broke off while it was sent.</summary>
/// <param name="cause">Its cause, which nobody can be told.</param>
internal sealed class BrokenAnswer(ScimError cause) : IResult, IStatusCodeHttpResult, IRefusing
{
    /// <inheritdoc/>
    public int? StatusCode => cause.Status;

    /// <inheritdoc/>
    public AnsweredRefusal? Refusal { get; } = AnsweredRefusal.Of(cause);

    /// <summary>Nothing can be said any more.</summary>
    public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;
}
