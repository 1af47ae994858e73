namespace Scim.Testing.Faults;

/// <summary>What has arrived of an answer, and how it ends.</summary>
/// <param name="arrived">What can be read.</param>
/// <param name="end">What a reader meets behind it.</param>
internal sealed class HalfStream(byte[] arrived, Func<CancellationToken, Task> end) : Stream
{
    private int _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Math.Min(buffer.Length, arrived.Length - _read);
        if (length == 0)
            await end(cancellationToken);
        arrived.AsSpan(_read, length).CopyTo(buffer.Span);
        _read += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
