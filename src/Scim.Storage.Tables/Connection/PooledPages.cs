using System.Buffers;
using System.Globalization;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.IO;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// Keeps what a read answers in pooled memory while it is read. The client library would let an array grow for each answer, and a page
/// of 1,000 users would leave 4 MB behind that only a full collection frees. Few large answers are taken in at once, and a page of a
/// query that is longer than its rows should be is broken off.
/// </summary>
internal sealed class PooledPages : HttpPipelinePolicy, IDisposable
{
    private const int BlockSize = 64 * 1024;
    private const int Small = 2 * BlockSize;
    private const int LargeAtOnce = 3;

    // A page with one row of any size and others of 8 KiB fits.
    private const int LengthOfAnyRow = 1024 * 1024;
    private const int LengthOfUsualRow = 8 * 1024;

    private readonly SemaphoreSlim _large = new(LargeAtOnce, LargeAtOnce);
    private readonly RecyclableMemoryStreamManager _pool = new(new RecyclableMemoryStreamManager.Options
    {
        BlockSize = BlockSize,
        MaximumSmallPoolFreeBytes = 8 * 1024 * 1024,
    });

    /// <summary>The memory that pages hold at the moment.</summary>
    public long BytesInUse => _pool.SmallPoolInUseSize;

    /// <summary>The memory that waits for pages.</summary>
    public long BytesAtRest => _pool.SmallPoolFreeSize;

    /// <summary>How many more large answers may be taken in now.</summary>
    public int RoomForLarge => _large.CurrentCount;

    /// <summary>The longest page that a query for so many rows is given; a row alone may have any length.</summary>
    public static long LongestPage(int rows) => rows > 1 ? LengthOfAnyRow + ((long)LengthOfUsualRow * rows) : long.MaxValue;

    public void Dispose() => _large.Dispose();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var isRead = message.Request.Method == RequestMethod.Get;
        if (isRead)
            message.BufferResponse = false;
        await ProcessNextAsync(message, pipeline);
        if (isRead && message.Response.ContentStream is { CanSeek: false } answer)
            message.Response.ContentStream = message.Response.Status >= 300
                ? await CopyAsync(answer, message.CancellationToken)
                : await TakeInAsync(answer, MostBytes(message.Request.Uri), message.CancellationToken);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The service calls storage asynchronously only.");

    /// <summary>How long the answer may be.</summary>
    private static long MostBytes(RequestUriBuilder uri) =>
        uri.Path.EndsWith("()", StringComparison.Ordinal)
        && int.TryParse(HttpUtility.ParseQueryString(uri.Query)["$top"], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            ? LongestPage(rows)
            : long.MaxValue;

    /// <summary>A refusal is short, and nobody has to read it.</summary>
    private static async Task<Stream> CopyAsync(Stream answer, CancellationToken cancellationToken)
    {
        var copy = new MemoryStream();
        await using (answer)
            await answer.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        return copy;
    }

    private async Task<Stream> TakeInAsync(Stream answer, long mostBytes, CancellationToken cancellationToken)
    {
        var page = new PooledAnswer(_pool.GetStream());
        var piece = ArrayPool<byte>.Shared.Rent(BlockSize / 4);
        try
        {
            await using (answer)
            {
                while (await answer.ReadAsync(piece, cancellationToken) is > 0 and var read)
                {
                    if (page.Length + read > mostBytes)
                        throw new PageTooLongException();
                    if (page.Length + read > Small && !page.HasRoom)
                    {
                        await _large.WaitAsync(cancellationToken);
                        page.Return(to: _large);
                    }
                    page.Write(piece.AsSpan(0, read));
                }
            }
            page.Position = 0;
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
