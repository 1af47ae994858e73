namespace Scim.Provisioning.Waiting;

/// <summary>
/// One queue per key, kept only while somebody is in it. They are served in the order in which they came. Waiting for others is not
/// waiting for storage: the time for storage stands still meanwhile.
/// </summary>
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
            return queue.TryTake() ? new Turn(queue) : null;
        }
    }

    /// <summary>Waits for the turn. Dispose it to let the next one in.</summary>
    /// <param name="key">Whose queue it is.</param>
    /// <param name="storage">The time for storage of the request that waits; null for none, or if the caller stops it itself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ContentionException">The time was up: too many others were before this one.</exception>
    /// <exception cref="StorageUnavailableException">The time was up, and storage held up all who were before this one.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ITurn> EnterAsync(TKey key, IStorageTime? storage, CancellationToken cancellationToken)
    {
        Queue queue;
        LinkedListNode<TaskCompletionSource> place;
        int served, heldUp;
        lock (_queues)
        {
            queue = QueueOf(key);
            if (queue.TryTake())
                return new Turn(queue);
            place = queue.Waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            (served, heldUp) = (queue.Served, queue.HeldUp);
        }
        try
        {
            storage?.Pause();
            try
            {
                await place.Value.Task.WaitAsync(maxWait, time, cancellationToken);
            }
            finally
            {
                storage?.RunOn();
            }
        }
        catch (Exception end)
        {
            bool isHeldUp;
            lock (_queues)
            {
                isHeldUp = queue.Served == served && queue.HeldUp != heldUp;
                queue.GiveUp(place);
            }
            if (end is not (TimeoutException or OperationCanceledException))
                throw;
            cancellationToken.ThrowIfCancellationRequested();
            throw isHeldUp
                ? new StorageUnavailableException("Storage held up all who were before this one.", end)
                : new ContentionException("Others were before this one all the time.", end);
        }
        return new Turn(queue);
    }

    private Queue QueueOf(TKey key)
    {
        if (!_queues.TryGetValue(key, out var queue))
            _queues[key] = queue = new Queue(this, key);
        return queue;
    }

    private void Leave(Queue queue, bool wasHeldUp)
    {
        lock (_queues)
            queue.Leave(wasHeldUp);
    }

    /// <summary>Those who have a turn, and those who wait for one. All of it is read and changed under the lock of the queues.</summary>
    private sealed class Queue(Turns<TKey> owner, TKey key)
    {
        private int _taken;

        public Turns<TKey> Owner => owner;

        /// <summary>Who waits, in the order in which they came.</summary>
        public LinkedList<TaskCompletionSource> Waiting { get; } = [];

        /// <summary>How many have had their turn, but for those who were held up.</summary>
        public int Served { get; private set; }

        /// <summary>How many have had their turn and were held up.</summary>
        public int HeldUp { get; private set; }

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
            if (place.List is not null)
                Waiting.Remove(place);
            else
                Pass();
        }

        /// <summary>Counts a turn that is over, and lets the next one in.</summary>
        public void Leave(bool wasHeldUp)
        {
            if (wasHeldUp)
                HeldUp++;
            else
                Served++;
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

    private sealed class Turn(Queue queue) : ITurn
    {
        private bool _isHeldUp;

        public void HeldUp() => _isHeldUp = true;

        public void Dispose() => queue.Owner.Leave(queue, _isHeldUp);
    }
}
