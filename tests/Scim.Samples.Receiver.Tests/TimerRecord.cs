using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Scim.Samples.Receiver.Tests;

/// <summary>A clock that stands still, and says for how long the program waits.</summary>
internal sealed class TimerRecord() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Lets the next wait that begins be over.</summary>
    /// <returns>How long it would have been.</returns>
    public async Task<TimeSpan> EndWaitAsync(CancellationToken cancellationToken)
    {
        var wait = await _waits.Reader.ReadAsync(cancellationToken);
        Advance(wait);
        return wait;
    }
}
