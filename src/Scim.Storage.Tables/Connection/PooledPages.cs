using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.IO;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// Keeps the page of a query in pooled memory while it is read. The client library would let an array grow for each page, and a page
/// of 1,000 users would leave 4 MB behind that only a full collection frees.
/// </summary>
internal sealed class PooledPages : HttpPipelinePolicy
{
    private readonly RecyclableMemoryStreamManager _pool = new(new RecyclableMemoryStreamManager.Options
    {
        BlockSize = 64 * 1024,
        MaximumSmallPoolFreeBytes = 8 * 1024 * 1024,
    });

    /// <summary>The memory that pages hold at the moment.</summary>
    public long BytesInUse => _pool.SmallPoolInUseSize;

    /// <summary>The memory that waits for pages.</summary>
    public long BytesAtRest => _pool.SmallPoolFreeSize;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var isQuery = message.Request.Method == RequestMethod.Get && message.Request.Uri.Path.EndsWith("()", StringComparison.Ordinal);
        if (isQuery)
            message.BufferResponse = false;
        await ProcessNextAsync(message, pipeline);
        if (isQuery && message.Response.ContentStream is { CanSeek: false } answer)
            message.Response.ContentStream = await TakeInAsync(answer, message.CancellationToken);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The service calls storage asynchronously only.");

    private async Task<Stream> TakeInAsync(Stream answer, CancellationToken cancellationToken)
    {
        var page = _pool.GetStream();
        try
        {
            await using (answer)
                await answer.CopyToAsync(page, cancellationToken);
            page.Position = 0;
            // With its response the library disposes of a stream, but not of a memory stream.
            return new BufferedStream(page);
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }
}
