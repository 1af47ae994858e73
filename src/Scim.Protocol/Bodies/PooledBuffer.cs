using System.Buffers;

namespace Scim.Protocol.Bodies;

/// <summary>Bytes that are written in memory that others use again. What was written must not be read after the disposal.</summary>
/// <param name="capacity">How many bytes are expected; more find room too.</param>
public sealed class PooledBuffer(int capacity = 4_096) : IBufferWriter<byte>, IDisposable
{
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _written;

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => Bytes.AsMemory(0, _written);

    private byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(PooledBuffer));

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Bytes.Length - _written);
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return Bytes.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } bytes)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void MakeRoom(int sizeHint)
    {
        var bytes = Bytes;
        if (bytes.Length - _written >= Math.Max(sizeHint, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_written + Math.Max(sizeHint, 1)), bytes.Length * 2));
        bytes.AsSpan(0, _written).CopyTo(larger);
        _bytes = larger;
        ArrayPool<byte>.Shared.Return(bytes);
    }
}
