using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Bodies;

namespace Scim.Http.Answers;

/// <summary>
/// The body of an answer that is sent while it is written, as fast as the client takes it. Up to 64 KiB of it wait; an answer that is
/// no longer is sent whole, with its length.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="start">Sets the header fields; called once, before the first piece is sent.</param>
internal sealed class PacedBody(HttpContext context, Action start) : IBufferWriter<byte>, IDisposable
{
    /// <summary>How much waits at most before it is sent.</summary>
    public const int MostPending = 64 * 1024;

    /// <summary>A client that takes next to nothing for so long is cut off.</summary>
    public static readonly TimeSpan MostIdle = TimeSpan.FromSeconds(10);

    // What a connection holds at once is some of these: the smaller they are, the slower a client may read.
    private const int PieceLength = 16 * 1024;

    private readonly bool _isWanted = context.Request.Method != HttpMethods.Head;
    private PooledBuffer _pending = new(MostPending);
    private bool _isStarted;

    /// <summary>False once the client wants no more: a HEAD asks for the fields only.</summary>
    public bool GoesOn => _isWanted || _pending.Written.Length < MostPending;

    /// <inheritdoc/>
    public void Advance(int count) => _pending.Advance(count);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _pending.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _pending.GetSpan(sizeHint);

    /// <summary>Sends what waits, if it is much.</summary>
    public ValueTask FlushAsync() => _pending.Written.Length < MostPending ? ValueTask.CompletedTask : SendPendingAsync();

    /// <summary>Writes bytes that need not be copied.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_pending.Written.Length + bytes.Length < MostPending)
        {
            _pending.Write(bytes.Span);
            return;
        }
        await SendPendingAsync();
        if (_isWanted)
            await SendAsync(context, bytes);
        else
            _pending.Write(bytes.Span[..Math.Min(bytes.Length, MostPending)]);
    }

    /// <summary>Sends the rest.</summary>
    public ValueTask EndAsync()
    {
        if (!_isStarted && GoesOn)
            context.Response.ContentLength = _pending.Written.Length;
        return SendPendingAsync();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _pending.Dispose();

    /// <summary>Sends bytes piece by piece.</summary>
    /// <exception cref="ReaderIdleException">The client has stopped reading and was cut off.</exception>
    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = Math.Min(bytes.Length, PieceLength);
            var sent = context.Response.Body.WriteAsync(bytes[..length], context.RequestAborted);
            if (sent.IsCompleted)
                await sent;
            else
                await TakenAsync(context, sent.AsTask());
            bytes = bytes[length..];
        }
    }

    private static async Task TakenAsync(HttpContext context, Task sent)
    {
        try
        {
            await sent.WaitAsync(MostIdle, context.RequestServices?.GetService<TimeProvider>() ?? TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _ = sent.ContinueWith(static late => late.Exception, TaskScheduler.Default);
            context.Abort();
            throw new ReaderIdleException();
        }
    }

    private async ValueTask SendPendingAsync()
    {
        if (!_isStarted)
            start();
        _isStarted = true;
        if (!_isWanted)
            return;
        await SendAsync(context, _pending.Written);
        _pending.Dispose();
        _pending = new PooledBuffer(MostPending);
    }
}

/// <summary>The client has read nothing for long, and its connection was ended.</summary>
internal sealed class ReaderIdleException() : IOException("The client has stopped reading.");
