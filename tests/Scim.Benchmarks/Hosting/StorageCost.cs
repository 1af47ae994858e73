namespace Scim.Benchmarks.Hosting;

/// <summary>What storage in memory costs: requests are counted, and take as long as they would in Azure if that is wanted.</summary>
/// <param name="read">How long a read takes.</param>
/// <param name="write">How long a write takes.</param>
internal sealed class StorageCost(TimeSpan read, TimeSpan write)
{
    private long _requests;

    /// <summary>As in a function in the same region.</summary>
    public static TimeSpan AzureRead { get; } = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc cref="AzureRead"/>
    public static TimeSpan AzureWrite { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>False if requests are counted only.</summary>
    public bool TakesTime => read > TimeSpan.Zero;

    /// <summary>Requests so far.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public Task<T> ReadAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken) => CostAsync(request, read, cancellationToken);

    public Task<T> WriteAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken) =>
        CostAsync(request, write, cancellationToken);

    private Task<T> CostAsync<T>(Func<Task<T>> request, TimeSpan time, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return time == TimeSpan.Zero ? request() : LateAsync(request, time, cancellationToken);
    }

    private static async Task<T> LateAsync<T>(Func<Task<T>> request, TimeSpan time, CancellationToken cancellationToken)
    {
        await PunctualDelay.Shared.WaitAsync(time).WaitAsync(cancellationToken);
        return await request();
    }
}
