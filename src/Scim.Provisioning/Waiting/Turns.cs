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
            var queue = QueueOf(key);
            return queue.TryTake() ? queue : null;
        }
    }

    /// <summary>Waits for the turn. Dispose it to let the next one in.</summary>
    /// <exception cref="ContentionException">The time was up: too many others were before this one.</exception>
    /// <exception cref="StorageUnavailableException">The time was up, and storage held up all who were before this one.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ITurn> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        Queue queue;
        LinkedListNode<TaskCompletionSource> place;
        lock (_queues)
        {
            queue = QueueOf(key);
            if (queue.TryTake())
                return queue;
            place = queue.Waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        var (served, heldUp) = (queue.Served, queue.HeldUpOnes);
        try
        {
            await place.Value.Task.WaitAsync(maxWait, time, cancellationToken);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            queue.GiveUp(place);
            cancellationToken.ThrowIfCancellationRequested();
            throw queue.Served == served && queue.HeldUpOnes != heldUp
                ? new StorageUnavailableException("Storage held up all who were before this one.", end)
                : new ContentionException("Others were before this one all the time.", end);
        }
        return queue;
    }

    private Queue QueueOf(TKey key)
    {
        if (!_queues.TryGetValue(key, out var queue))
            _queues[key] = queue = new Queue(this, key);
        return queue;
    }

    /// <summary>
    /// Those who have a turn, and those who wait for one. All but the counts is read and changed under the lock of the queues.
    /// </summary>
    private sealed class Queue(Turns<TKey> owner, TKey key) : ITurn
    {
        private int _taken;
        private int _left;
        private int _heldUp;

        /// <summary>Who waits, in the order in which they came.</summary>
        public LinkedList<TaskCompletionSource> Waiting { get; } = [];

        /// <summary>How many have had their turn, but for those who were held up.</summary>
        public int Served => Volatile.Read(ref _left) - HeldUpOnes;

        /// <summary>How many have had their turn and were held up.</summary>
        public int HeldUpOnes => Volatile.Read(ref _heldUp);

        /// <summary>Takes a place if one is free.</summary>
        public bool TryTake()
        {
            if (_taken == owner.Places)
                return false;
            _taken++;
            return true;
        }

        /// <summary>Waits no longer; lets the next one in if it was this one's turn just now.</summary>
        public void GiveUp(LinkedListNode<TaskCompletionSource> place)
        {
            lock (owner._queues)
            {
                if (place.List is not null)
                    Waiting.Remove(place);
                else
                    Pass();
            }
        }

        public void HeldUp() => Interlocked.Increment(ref _heldUp);

        /// <summary>Lets the next one in. Called once by each that entered, for itself.</summary>
        public void Dispose()
        {
            Interlocked.Increment(ref _left);
            lock (owner._queues)
                Pass();
        }

        private void Pass()
        {
            if (Waiting.First is { } next)
            {
                Waiting.RemoveFirst();
                next.Value.SetResult();
            }
            else if (--_taken == 0)
            {
                owner._queues.Remove(key);
            }
        }
    }
}
