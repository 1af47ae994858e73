using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Scim.Testing;

namespace Scim.Events.Tests.Push;

/// <summary>A clock that passes only when a test says so, and knows who waits for it.</summary>
internal sealed class StepTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<Waiting, DateTimeOffset> _waiting = new();

    /// <summary>For when those wait that did not get what they wait for.</summary>
    public IReadOnlyList<DateTimeOffset> Due => [.. _waiting.Values.Order()];

    /// <summary>Lets as much time pass as somebody waits for, once somebody does.</summary>
    public async Task PassAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await WaitsAsync(wait, cancellationToken);
        Advance(wait);
    }

    /// <summary>Returns once somebody waits until so long from now.</summary>
    public Task WaitsAsync(TimeSpan wait, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => Task.FromResult(_waiting.Values.Contains(GetUtcNow() + wait)), cancellationToken);

    /// <summary>Returns once nobody waits.</summary>
    public Task IdleAsync(CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => Task.FromResult(_waiting.IsEmpty), cancellationToken);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var waiting = new Waiting(this, callback);
        waiting.Timer = base.CreateTimer(waiting.Call, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        waiting.Change(dueTime, period);
        return waiting;
    }

    private sealed class Waiting(StepTime time, TimerCallback callback) : ITimer
    {
        public ITimer? Timer { get; set; }

        public void Call(object? state)
        {
            time._waiting.TryRemove(this, out _);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
                time._waiting.TryRemove(this, out _);
            else
                time._waiting[this] = time.GetUtcNow() + dueTime;
            return Timer!.Change(dueTime, period); // It is set right after it is made.
        }

        public void Dispose()
        {
            time._waiting.TryRemove(this, out _);
            Timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
