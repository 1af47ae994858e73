using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>
/// Tells which storage requests of an operation wait for each other, without looking at the clock. Each round holds its requests until
/// all of them have been made, so one that waits for another of its own round never comes; and a request of a later round comes only
/// after one of the round before was answered.
/// </summary>
internal sealed class Rounds
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<string> _faults = [];
    private readonly Lock _lock = new();

    /// <summary>What did not happen in its round.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    /// <summary>Lays rounds of that many requests each over the next storage requests.</summary>
    public void LayOver(StorageFaults storage, IReadOnlyList<int> sizes)
    {
        var before = new Round(0);
        for (var place = 0; place < sizes.Count; place++)
        {
            var (earlier, round) = (before, new Round(sizes[place]));
            storage.On(_ => true, Enumerable.Repeat<StorageFault>((send, cancel) => HoldAsync(round, earlier, send, cancel), sizes[place]));
            before = round;
        }
    }

    private async Task<HttpResponseMessage> HoldAsync(
        Round round, Round earlier, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        if (!earlier.IsAnswered)
            Note($"{round} was made beside {earlier}");
        if (!await round.IsFullAsync(cancellationToken))
            Note($"{round} waits for one of its own");
        try
        {
            return await send();
        }
        finally
        {
            round.Answered();
        }
    }

    private void Note(string fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }

    private sealed class Round(int size)
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _made;
        private volatile bool _answered = size == 0;

        public bool IsAnswered => _answered;

        public void Answered() => _answered = true;

        public async Task<bool> IsFullAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _made) == size)
                _full.TrySetResult();
            var patience = Task.Delay(Patience, TimeProvider.System, cancellationToken);
            return await Task.WhenAny(_full.Task, patience) == _full.Task;
        }

        public override string ToString() => $"a round of {size}";
    }
}
