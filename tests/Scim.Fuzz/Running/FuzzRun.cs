using System.Collections.Concurrent;

namespace Scim.Fuzz.Running;

/// <summary>Sends many requests, in epochs of which each target has one at a time.</summary>
/// <param name="targets">The accounts.</param>
/// <param name="seed">What the requests are made from.</param>
/// <param name="mostUsers">How many users are alive at once in all accounts together, at most.</param>
/// <param name="time">The clock of the watchdog; null for the system's.</param>
public sealed class FuzzRun(IReadOnlyList<IFuzzTarget> targets, int seed, int mostUsers = 200, TimeProvider? time = null)
{
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private int _done;
    private volatile bool _hasFailed;

    /// <summary>Requests answered so far.</summary>
    public int Done => _done;

    /// <summary>Answers of each status.</summary>
    public IEnumerable<(int Status, int Count)> Statuses => _statuses.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));

    /// <summary>Sends the requests from one number to before another.</summary>
    /// <param name="first">The first, a multiple of <see cref="Epoch.Length"/>.</param>
    /// <param name="end">One past the last.</param>
    /// <exception cref="FuzzException">An answer was wrong.</exception>
    public Task RunAsync(int first, int end) => Task.WhenAll(Enumerable.Range(0, targets.Count).Select(lane => Task.Run(async () =>
    {
        for (var start = first; start < end; start += Epoch.Length)
        {
            if (LaneOf(start) == lane && !_hasFailed)
                await RunEpochAsync(start, Math.Min(start + Epoch.Length, end));
        }
    })));

    /// <summary>Repeats one request, after those before it that it builds on.</summary>
    public Task RepeatAsync(int number, Action<int, FuzzRequest, FuzzAnswer> show)
    {
        var start = number - (number % Epoch.Length);
        return NewEpoch(start).RunAsync(start, number + 1, show);
    }

    private int LaneOf(int start) => start / Epoch.Length % targets.Count;

    private Epoch NewEpoch(int start) => new(targets[LaneOf(start)], seed, mostUsers / targets.Count, time ?? TimeProvider.System);

    private async Task RunEpochAsync(int start, int end)
    {
        var epoch = NewEpoch(start);
        try
        {
            await epoch.RunAsync(start, end);
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
        foreach (var (status, count) in epoch.Statuses)
            _statuses.AddOrUpdate(status, count, (_, before) => before + count);
        Interlocked.Add(ref _done, end - start);
    }
}
