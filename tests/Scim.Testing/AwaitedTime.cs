using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Scim.Testing;

/// <summary>A clock that passes only when a test says so, and knows of those who wait for long.</summary>
/// <param name="wait">For how long they wait at most.</param>
/// <param name="atLeast">For how long at least; null for just as long.</param>
public sealed class AwaitedTime(TimeSpan wait, TimeSpan? atLeast = null) : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waiting = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>For how long somebody waits, once somebody does that nobody was told of yet.</summary>
    public async Task<TimeSpan> WaitsAsync(CancellationToken cancellationToken) => await _waiting.Reader.ReadAsync(cancellationToken);

    /// <summary>
    /// Catches up with the system's clock: acts are refused where the clock is far from storage's. Who waited until now is forgotten, since
    /// pages wait too.
    /// </summary>
    public void CatchUp()
    {
        while (_waiting.Reader.TryRead(out _)) ;
        Advance(TimeProvider.System.GetUtcNow() - GetUtcNow());
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= (atLeast ?? wait) && dueTime <= wait)
            _waiting.Writer.TryWrite(dueTime);
        return timer;
    }
}
