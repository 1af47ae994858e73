using System.Threading.Channels;

namespace Scim.Events.Push;

/// <summary>
/// Where what goes on beside a session posts its end. One thread at a time takes from it, so that a session needs no locks; anybody may
/// post.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SessionInbox(TimeProvider time)
{
    private readonly Channel<Action> _acts = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private int _running;

    /// <summary>True if nothing goes on beside.</summary>
    public bool IsIdle => _running == 0;

    /// <summary>The first failure of what went on beside; null for none.</summary>
    public Exception? Broken { get; private set; }

    /// <summary>Has the session do something next.</summary>
    public void Post(Action act) => _acts.Writer.TryWrite(act);

    /// <summary>Has the session do something after a while, if it is still there.</summary>
    public void Later(TimeSpan pause, Action act) =>
        _ = Task.Delay(pause, time).ContinueWith(_ => Post(act), TaskScheduler.Default);

    /// <summary>Does something beside, and has the session do something at its end, also where it failed.</summary>
    public void Beside(Func<Task> act, Action after)
    {
        _running++;
        _ = RunAsync();

        async Task RunAsync()
        {
            Exception? failure = null;
            try
            {
                await Task.Yield();
                await act();
            }
            catch (Exception any) when (any is not OutOfMemoryException)
            {
                failure = any;
            }
            Post(() =>
            {
                _running--;
                Broken ??= failure;
                after();
            });
        }
    }

    /// <summary>Waits until something is posted, and does all that is.</summary>
    public async Task TakeAsync()
    {
        var act = await _acts.Reader.ReadAsync(CancellationToken.None);
        act();
        while (_acts.Reader.TryRead(out act))
            act();
    }
}
