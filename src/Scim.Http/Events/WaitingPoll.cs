namespace Scim.Http.Events;

/// <summary>A poll that waits for events.</summary>
/// <param name="time">The clock.</param>
/// <param name="ended">Is told when it is over.</param>
/// <param name="stopping">Cancelled when the host stops.</param>
internal sealed class WaitingPoll(TimeProvider time, Action<WaitingPoll> ended, CancellationToken stopping) : IDisposable
{
    /// <summary>How long a poll waits: 20 s.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>How long it waits between two looks for what other instances wrote: 2 s.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly long _begin = time.GetTimestamp();
    private TaskCompletionSource _signal = NewSignal();
    private bool _wasInVain;

    /// <summary>True while it waits for the next look.</summary>
    public bool Sleeps { get; private set; }

    /// <summary>This instance has written something.</summary>
    public void Wake() => Volatile.Read(ref _signal).TrySetResult();

    /// <summary>
    /// Waits until it is worth to look: at once when this instance has written something, and every 2 s. What was written but cannot be
    /// handed out, such as events of users that others wait for, makes the next look come 2 s later.
    /// </summary>
    /// <returns>False when the time is up.</returns>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        var left = Longest - time.GetElapsedTime(_begin);
        if (left <= TimeSpan.Zero || stopping.IsCancellationRequested)
            return false;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var pause = left < Pause ? left : Pause;
        var signal = _signal.Task;
        var waiting = _wasInVain ? Task.Delay(pause, time, end.Token) : signal.WaitAsync(pause, time, end.Token);
        Sleeps = true;
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Sleeps = false;
        cancellationToken.ThrowIfCancellationRequested();
        _wasInVain = !_wasInVain && signal.IsCompleted;
        if (signal.IsCompleted)
            Volatile.Write(ref _signal, NewSignal());
        return !stopping.IsCancellationRequested;
    }

    public void Dispose() => ended(this);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
