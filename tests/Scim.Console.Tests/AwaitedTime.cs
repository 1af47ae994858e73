using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Scim.Console.Tests;

/// <summary>A clock that passes only when a test says so, and knows of those who wait for a certain time.</summary>
/// <param name="wait">For how long they wait.</param>
internal sealed class AwaitedTime(TimeSpan wait) : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<TimeSpan> _waiting = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Returns once somebody waits that nobody was told of yet.</summary>
    public async Task WaitsAsync(CancellationToken cancellationToken) => await _waiting.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == wait)
            _waiting.Writer.TryWrite(dueTime);
        return timer;
    }
}
