using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Scim.Testing.Functions.Protocol;

/// <summary>
/// Messages over both directions of an HTTP/2 stream as gRPC frames them: a byte 0, since nothing is compressed, the length in four
/// bytes, and the message. One reads; any number may write.
/// </summary>
internal sealed class GrpcStream(PipeReader input, PipeWriter output) : IDisposable
{
    private const int Head = 5;

    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>The next message; null at the end.</summary>
    public async Task<WireMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            if (TryTake(read.Buffer, out var message, out var rest))
            {
                input.AdvanceTo(rest);
                return WireMessage.Parse(message);
            }
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted) return null;
        }
    }

    /// <summary>Writes a message.</summary>
    public async Task WriteAsync(WireMessage message, CancellationToken cancellationToken)
    {
        var bytes = message.ToBytes();
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var head = output.GetSpan(Head);
            head[0] = 0;
            BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
            output.Advance(Head);
            await output.WriteAsync(bytes.Memory, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private static bool TryTake(ReadOnlySequence<byte> buffer, out ByteString message, out SequencePosition rest)
    {
        var reader = new SequenceReader<byte>(buffer);
        (message, rest) = (ByteString.Empty, buffer.Start);
        if (!reader.TryRead(out _) || !reader.TryReadBigEndian(out int length) || !reader.TryReadExact(length, out var bytes)) return false;
        (message, rest) = (ByteString.CopyFrom(bytes.ToArray()), reader.Position);
        return true;
    }
}
