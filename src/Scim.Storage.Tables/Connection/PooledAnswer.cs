using Microsoft.IO;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// An answer in pooled memory, which is given back when the answer was read to its end or disposed of: the client library disposes of
/// the answers of queries, but not of those of single rows.
/// </summary>
internal sealed class PooledAnswer(RecyclableMemoryStream memory) : Stream
{
    private SemaphoreSlim? _room;
    private int _isGivenBack;

    /// <summary>True if it has taken room among the large answers.</summary>
    public bool HasRoom => _room is not null;

    public override bool CanRead => true;

    public override bool CanSeek => _isGivenBack == 0;

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

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_isGivenBack != 0)
            return 0;
        var read = memory.Read(buffer);
        if (read == 0 && buffer.Length > 0)
            GiveBack();
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => memory.Seek(offset, origin);

    public override void SetLength(long value) => memory.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => memory.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => memory.Write(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            GiveBack();
        base.Dispose(disposing);
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) != 0)
            return;
        memory.Dispose();
        _room?.Release();
    }
}
