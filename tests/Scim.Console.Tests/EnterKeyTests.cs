using System.IO.Pipes;
using Scim.Testing;

namespace Scim.Console.Tests;

public sealed class EnterKeyTests
{
    private readonly AwaitedTime _time = new(EnterKey.Pause);
    private int _pressed;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_that_come_at_once_are_one_press_and_the_next_is_heeded_a_second_later()
    {
        await using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var input = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        await writer.WriteAsync("one\ntwo\nthree\n"u8.ToArray(), Cancel);
        var following = FollowAsync(input);

        Assert.Equal(EnterKey.Pause, await _time.WaitsAsync(Cancel));
        await writer.WriteAsync("\r\n"u8.ToArray(), Cancel);
        Assert.Equal(1, _pressed);
        _time.Advance(EnterKey.Pause);
        await _time.WaitsAsync(Cancel);
        Assert.Equal(2, _pressed);

        writer.Dispose();
        _time.Advance(EnterKey.Pause);
        await following.WaitAsync(Cancel);
        Assert.Equal(2, _pressed);
    }

    [Fact]
    public async Task A_line_without_end_is_read_by_a_kibibyte_a_second_and_no_press()
    {
        await using var input = new InputWithoutEnd();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var following = EnterKey.FollowAsync(input, () => _pressed++, _time, stop.Token);

        for (var seconds = 1; seconds <= 3; seconds++)
        {
            await _time.WaitsAsync(Cancel);
            Assert.Equal((seconds * EnterKey.MostRead, 0), (input.Position, _pressed));
            _time.Advance(EnterKey.Pause);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task An_input_that_waits_is_left_when_it_is_stopped()
    {
        await using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        await using var input = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var following = EnterKey.FollowAsync(input, () => _pressed++, _time, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following.WaitAsync(Cancel));
        Assert.Equal(0, _pressed);
        writer.Dispose(); // Whoever still reads sees the end.
    }

    private Task FollowAsync(Stream input) => EnterKey.FollowAsync(input, () => _pressed++, _time, Cancel);

    /// <summary>What <c>/dev/zero</c> gives.</summary>
    private sealed class InputWithoutEnd : MemoryStream
    {
        private long _read;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            _read += buffer.Length;
            return buffer.Length;
        }
    }
}
