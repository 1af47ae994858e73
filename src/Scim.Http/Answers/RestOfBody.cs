using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Scim.Http.Answers;

/// <summary>
/// What a client still sends of a body that was refused as too large. Most clients read the answer only when they have sent everything,
/// and the Functions host forwards it only then; a server that hangs up before leaves them without it.
/// </summary>
internal static class RestOfBody
{
    /// <summary>How long the rest is taken: 20 s.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Takes it from the client and keeps nothing, for <see cref="Longest"/> at most.</summary>
    /// <param name="context">The request, which has been answered.</param>
    public static async Task DiscardAsync(HttpContext context)
    {
        var request = context.Request;
        // Who announced its length and waits for leave to send it does not get that.
        if (request.ContentLength is not null && request.Headers.Expect.Count > 0)
            return;
        var time = context.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System;
        using var tooSlow = new CancellationTokenSource(Longest, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, context.RequestAborted);
        try
        {
            ReadResult read;
            do
            {
                read = await request.BodyReader.NextAsync(end.Token);
                request.BodyReader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // It has its answer, or does not want it.
        }
    }
}
