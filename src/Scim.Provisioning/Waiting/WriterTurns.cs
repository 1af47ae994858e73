
namespace Scim.Provisioning.Waiting;

/// <summary>
/// Those who write the same thing through this instance do it one after another, so that they need not race. Waiting for others is not
/// waiting for storage: the time for storage stands still meanwhile.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class WriterTurns<TKey>(TimeProvider time)
    where TKey : notnull
{
    private readonly Turns<TKey> _turns = new(time, MaxWait);

    /// <summary>The longest wait for a turn: as long as a writer may wait for storage, 8 seconds.</summary>
    public static TimeSpan MaxWait => StorageDeadline.Length;

    /// <summary>The turn if nobody has it; otherwise null.</summary>
    public ITurn? TryEnter(TKey key) => _turns.TryEnter(key);

    /// <summary>Waits for the turn.</summary>
    /// <param name="key">What is written.</param>
    /// <param name="storage">The time of the request that waits; null for an operator's command.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ContentionException">Too many others were before this one.</exception>
    /// <exception cref="StorageUnavailableException">Nobody got through all the time: storage holds the others up.</exception>
    public async Task<ITurn> EnterAsync(TKey key, IStorageTime? storage, CancellationToken cancellationToken)
    {
        if (TryEnter(key) is { } turn)
            return turn;
        storage?.Pause();
        try
        {
            return await _turns.EnterAsync(key, cancellationToken);
        }
        finally
        {
            storage?.RunOn();
        }
    }
}
