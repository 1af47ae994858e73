namespace Scim.Testing.Faults;

/// <summary>
/// Draws faults by chance, from a seed: the same seed draws the same faults in the same order. Which request of several at once meets
/// which fault depends on their timing.
/// </summary>
/// <param name="seed">The seed. A test that fails prints it.</param>
/// <param name="rate">The share of requests that a fault befalls, 0 to 1.</param>
public sealed class FaultPlan(int seed, double rate)
{
    private const int LongestDelayMilliseconds = 300;

    private static readonly FaultKind[] Kinds =
        [
            FaultKind.Delayed, FaultKind.Failed, FaultKind.Throttled, FaultKind.ThrottledWithRetryAfter, FaultKind.Dropped,
            FaultKind.AnswerDropped,
        ];

    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly Dictionary<FaultKind, int> _drawn = Kinds.ToDictionary(kind => kind, _ => 0);
    private bool _over;

    /// <summary>The faults drawn so far, by kind.</summary>
    public IReadOnlyDictionary<FaultKind, int> Drawn
    {
        get
        {
            lock (_lock) return new Dictionary<FaultKind, int>(_drawn);
        }
    }

    /// <summary>From here on nothing fails.</summary>
    public void End()
    {
        lock (_lock) _over = true;
    }

    /// <summary>What befalls the next request; null for nothing.</summary>
    public PlannedFault? Next()
    {
        lock (_lock)
        {
            if (_over || _random.NextDouble() >= rate) return null;
            var kind = Kinds[_random.Next(Kinds.Length)];
            _drawn[kind]++;
            return new PlannedFault(kind, TimeSpan.FromMilliseconds(_random.Next(1, LongestDelayMilliseconds)));
        }
    }
}

/// <summary>What befalls a request to storage.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Delay">How long it takes: before the request is sent, or before its connection breaks.</param>
public sealed record PlannedFault(FaultKind Kind, TimeSpan Delay);

/// <summary>The ways in which a request to storage fails.</summary>
public enum FaultKind
{
    /// <summary>It arrives late.</summary>
    Delayed,

    /// <summary>Storage fails: 500, and nothing was done.</summary>
    Failed,

    /// <summary>Storage is busy: 503, and nothing was done.</summary>
    Throttled,

    /// <summary>Storage is busy and says when to come again: 503 with <c>Retry-After</c>.</summary>
    ThrottledWithRetryAfter,

    /// <summary>It is lost on its way, and the connection breaks.</summary>
    Dropped,

    /// <summary>Storage acts on it, and the connection breaks before the answer arrives.</summary>
    AnswerDropped,
}
