namespace Scim.Provisioning.Waiting;

/// <summary>One queue per key, kept only while somebody is in it. They are served in the order in which they came.</summary>
/// <param name="places">How many of a queue are served at a time. Default one.</param>
internal sealed class Turns<TKey>(int places = 1)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Queue> _queues = [];

    private int Places => places;

    /// <summary>The turn if there is a place free; otherwise null. Dispose it to let the next one in.</summary>
    public IDisposable? TryEnter(TKey key)
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
    /// <exception cref="ContentionException">The wait ended although others were served meanwhile: there are too many.</exception>
    /// <exception cref="OperationCanceledException">The wait ended and nobody was served: whoever has the turn is held up.</exception>
    public async Task<IDisposable> EnterAsync(TKey key, CancellationToken cancellationToken)
    {
        Queue queue;
        lock (_queues)
            queue = Join(key);
        var served = queue.Served;
        try
        {
            await queue.Turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException end)
        {
            Leave(queue);
            if (queue.Served != served)
                throw new ContentionException("Others were before this one all the time.", end);
            throw;
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

    private sealed class Queue(Turns<TKey> owner, TKey key) : IDisposable
    {
        private int _served;

        public TKey Key => key;

        public SemaphoreSlim Turn { get; } = new(owner.Places);

        public int Members { get; set; }

        /// <summary>How many have had their turn.</summary>
        public int Served => Volatile.Read(ref _served);

        /// <summary>Lets the next one in. Called once by each that entered, for itself.</summary>
        public void Dispose()
        {
            Interlocked.Increment(ref _served);
            Turn.Release();
            owner.Leave(this);
        }
    }
}
