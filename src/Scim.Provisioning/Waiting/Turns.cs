namespace Scim.Provisioning.Waiting;

/// <summary>One queue per key, kept only while somebody is in it. They are served in the order in which they came.</summary>
/// <param name="time">The clock.</param>
/// <param name="maxWait">The longest wait for a turn.</param>
/// <param name="places">How many of a queue are served at a time. Default one.</param>
internal sealed class Turns<TKey>(TimeProvider time, TimeSpan maxWait, int places = 1)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Queue> _queues = [];

    private int Places => places;

    /// <summary>The turn if there is a place free; otherwise null. Dispose it to let the next one in.</summary>
    public ITurn? TryEnter(TKey key)
    {
        lock (_queues)
        {
            if (_queues.TryGetValue(key, out var others) && others.Turn.CurrentCount == 0)
                return null;
            var queue = Join(key);
            if (queue.Turn.Wait(0))
                return queue;
            Leave(queue);
            return null;
        }
    }

    /// <summary>Waits for the turn. Dispose it to let the next one in.</summary>
    /// <exception cref="ContentionException">The time was up: too many others were before this one.</exception>
    /// <exception cref="StorageUnavailableException">The time was up, and storage held up all who were before this one.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ITurn> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        Queue queue;
        lock (_queues)
            queue = Join(key);
        var (served, heldUp) = (queue.Served, queue.HeldUpOnes);
        using var limit = new CancellationTokenSource(maxWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await queue.Turn.WaitAsync(either.Token);
        }
        catch (OperationCanceledException end)
        {
            Leave(queue);
            cancellationToken.ThrowIfCancellationRequested();
            throw queue.Served == served && queue.HeldUpOnes != heldUp
                ? new StorageUnavailableException("Storage held up all who were before this one.", end)
                : new ContentionException("Others were before this one all the time.", end);
        }
        return queue;
    }

    private Queue Join(TKey key)
    {
        if (!_queues.TryGetValue(key, out var queue))
            _queues[key] = queue = new Queue(this, key);
        queue.Members++;
        return queue;
    }

    private void Leave(Queue queue)
    {
        lock (_queues)
        {
            if (--queue.Members == 0)
            {
                _queues.Remove(queue.Key);
                queue.Turn.Dispose();
            }
        }
    }

    private sealed class Queue(Turns<TKey> owner, TKey key) : ITurn
    {
        private int _left;
        private int _heldUp;

        public TKey Key => key;

        public SemaphoreSlim Turn { get; } = new(owner.Places);

        public int Members { get; set; }

        /// <summary>How many have had their turn, but for those who were held up.</summary>
        public int Served => Volatile.Read(ref _left) - HeldUpOnes;

        /// <summary>How many have had their turn and were held up.</summary>
        public int HeldUpOnes => Volatile.Read(ref _heldUp);

        public void HeldUp() => Interlocked.Increment(ref _heldUp);

        /// <summary>Lets the next one in. Called once by each that entered, for itself.</summary>
        public void Dispose()
        {
            Interlocked.Increment(ref _left);
            Turn.Release();
            owner.Leave(this);
        }
    }
}
