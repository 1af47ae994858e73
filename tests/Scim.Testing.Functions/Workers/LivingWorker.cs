using Scim.Testing.Functions.Protocol;

namespace Scim.Testing.Functions.Workers;

/// <summary>
/// The worker of a host: another one comes when it dies. One that ends in order, with exit code 0, is never replaced, as by the real
/// host, so that every request waits from then on.
/// </summary>
internal sealed class LivingWorker : IAsyncDisposable
{
    private readonly Func<Task<Worker>> _start;
    private readonly Lock _lock = new();
    private Task<Worker> _current;
    private Task _watch = Task.CompletedTask;
    private bool _stopping;

    private LivingWorker(Func<Task<Worker>> start) => (_start, _current) = (start, start());

    /// <summary>How many were started after others had died.</summary>
    public int Replacements { get; private set; }

    /// <summary>The one that is ready for requests, or will be.</summary>
    /// <exception cref="WorkerException">Thrown when awaited: one was to replace another and did not start.</exception>
    public Task<Worker> Current
    {
        get
        {
            lock (_lock) return _current;
        }
    }

    /// <summary>Starts the first one and waits until it is ready.</summary>
    /// <exception cref="WorkerException">It did not start.</exception>
    public static async Task<LivingWorker> StartAsync(Func<Task<Worker>> start)
    {
        var living = new LivingWorker(start);
        var first = await living._current;
        living._watch = living.WatchAsync(first);
        return living;
    }

    /// <summary>Asks the worker to end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<Worker> current;
        lock (_lock) (_stopping, current) = (true, _current);
        var isThere = current is { IsFaulted: false, IsCanceled: false } && await Task.WhenAny(current, _watch) == current;
        if (isThere) await (await current).StopAsync();
        await _watch;
    }

    private async Task WatchAsync(Worker worker)
    {
        while (true)
        {
            var exitCode = await worker.Ended;
            lock (_lock)
            {
                if (_stopping) return;
                if (exitCode == 0)
                {
                    _current = new TaskCompletionSource<Worker>().Task;
                    return;
                }
                Replacements++;
                _current = _start();
            }
            await worker.DisposeAsync();
            try
            {
                worker = await _current;
            }
            catch (WorkerException)
            {
                return; // Whoever awaits the current one is told.
            }
        }
    }
}
