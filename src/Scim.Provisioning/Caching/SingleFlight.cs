using System.Collections.Concurrent;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Caching;

/// <summary>Runs one operation per key at a time; callers that come meanwhile share its result.</summary>
/// <param name="name">What the operations are counted as, since they belong to no single caller.</param>
internal sealed class SingleFlight<TKey, TResult>(string name)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> _running = new();

    /// <summary>The result of the operation that runs for the key, or of a new one. Cancelling ends only this caller's wait.</summary>
    public Task<TResult> RunAsync(TKey key, Func<Task<TResult>> operation, CancellationToken cancellationToken)
    {
        var flight = _running.GetOrAdd(
            key, _ => new Lazy<Task<TResult>>(() => SharedWork.Begin(name, () => RunAndForgetAsync(key, operation))));
        return SharedWork.WaitAsync(name, flight.Value, cancellationToken);
    }

    private async Task<TResult> RunAndForgetAsync(TKey key, Func<Task<TResult>> operation)
    {
        // Without the yield an operation that ends at once would be forgotten before it was noted.
        await Task.Yield();
        try
        {
            return await operation();
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }
}
