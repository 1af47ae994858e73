namespace Scim.Events.Push;

/// <summary>
/// A stream that this instance dispatches whenever it is woken: one loop at a time, which goes on while it was woken again.
/// </summary>
internal sealed class DispatchedStream
{
    private readonly Lock _lock = new();
    private StreamSession? _session;
    private bool _isWanted;
    private bool _isRunning;

    /// <summary>The loop.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Makes the loop look again, and starts it if it is over.</summary>
    public void Wake(Func<Task> loop)
    {
        lock (_lock)
        {
            _isWanted = true;
            _session?.Wake();
            if (_isRunning)
                return;
            _isRunning = true;
            Running = Task.Run(loop);
        }
    }

    /// <summary>Makes the loop go round once more.</summary>
    public void GoOn()
    {
        lock (_lock)
            _isWanted = true;
    }

    /// <summary>True if the loop is to go round; false if it is over.</summary>
    public bool GoesOn()
    {
        lock (_lock)
        {
            _isRunning = _isWanted;
            _isWanted = false;
            return _isRunning;
        }
    }

    /// <summary>Tells of commits to a session while it runs.</summary>
    public void Follow(StreamSession? session)
    {
        lock (_lock)
            _session = session;
    }
}
