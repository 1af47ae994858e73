using System.Buffers;
using Scim.Protocol.Bodies;

namespace Scim.Protocol.Tests.Messages;

public sealed class PooledBufferTests
{
    [Fact]
    public void What_was_written_stays_when_more_room_is_needed()
    {
        using var buffer = new PooledBuffer(capacity: 1);
        byte[] written = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];

        foreach (var part in written.Chunk(777))
            buffer.Write(part);

        Assert.Equal(written, buffer.Written.ToArray());
    }

    [Fact]
    public void There_is_as_much_room_as_was_asked_for()
    {
        using var buffer = new PooledBuffer(capacity: 1);

        Assert.True(buffer.GetSpan(1_000_000).Length >= 1_000_000);
        Assert.True(buffer.GetMemory().Length > 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(buffer.GetMemory().Length + 1));
    }

    [Fact]
    public void Nothing_is_read_or_written_after_the_disposal()
    {
        var buffer = new PooledBuffer();
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Written);
        Assert.Throws<ObjectDisposedException>(() => buffer.GetSpan());
    }
}
