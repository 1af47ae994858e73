using System.Diagnostics;

namespace Scim.Benchmarks.Hosting;

/// <summary>
/// Waits for as long as is said. A timer of the platform counts in ticks of 4 ms on some machines, so that 5 ms take 8; this is a thread
/// that sleeps for whole milliseconds and spins for what is left.
/// </summary>
internal sealed class PunctualDelay
{
    // Is also what the thread is woken by.
    private readonly PriorityQueue<TaskCompletionSource, long> _waiting = new();

    private PunctualDelay() => new Thread(Run) { IsBackground = true, Name = "Delays" }.Start();

    /// <summary>The one of this process.</summary>
    public static PunctualDelay Shared { get; } = new();

    /// <summary>Ends after the time.</summary>
    public Task WaitAsync(TimeSpan time)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Enqueue(waiting, Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));
            Monitor.Pulse(_waiting);
        }
        return waiting.Task;
    }

    private void Run()
    {
        while (true)
        {
            lock (_waiting)
            {
                var left = EndThoseWhoseTimeHasCome();
                if (left is null)
                    Monitor.Wait(_waiting);
                else if ((int)left.Value.TotalMilliseconds is > 0 and var whole)
                    Monitor.Wait(_waiting, whole);
            }
            Thread.SpinWait(20);
        }
    }

    /// <summary>How long the next has to wait; null if none waits.</summary>
    private TimeSpan? EndThoseWhoseTimeHasCome()
    {
        while (_waiting.TryPeek(out var next, out var due))
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (left > TimeSpan.Zero)
                return left;
            _waiting.Dequeue();
            next.SetResult();
        }
        return null;
    }
}
