using Microsoft.IO;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// An answer in pooled memory. With its response the client library disposes of a stream, but not of a memory stream; so it is none.
/// </summary>
internal sealed class PooledAnswer(RecyclableMemoryStream memory) : Stream
{
    private SemaphoreSlim? _room;
    private int _isDisposed;

    /// <summary>True if it has taken room among the large answers.</summary>
    public bool HasRoom => _room is not null;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => memory.Length;

    public override long Position
    {
        get => memory.Position;
        set => memory.Position = value;
    }

    /// <summary>Gives back the room that it has taken when it is disposed of.</summary>
    public void Return(SemaphoreSlim to) => _room = to;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => memory.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => memory.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        memory.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        memory.ReadAsync(buffer, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => memory.Seek(offset, origin);

    public override void SetLength(long value) => memory.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => memory.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => memory.Write(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            memory.Dispose();
            _room?.Release();
        }
        base.Dispose(disposing);
    }
}
