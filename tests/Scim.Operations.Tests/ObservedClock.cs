using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Scim.Operations.Tests;

/// <summary>A clock that a test moves, and that tells when somebody waits by it.</summary>
internal sealed class ObservedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private Task? _wait;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on by a second for each wait that begins, until something is done.</summary>
    public async Task MoveUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            _wait ??= _waits.Reader.ReadAsync().AsTask();
            if (await Task.WhenAny(done, _wait) == done)
                continue;
            _wait = null;
            Advance(TimeSpan.FromSeconds(1));
        }
    }
}
