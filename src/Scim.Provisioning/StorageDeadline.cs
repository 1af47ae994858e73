namespace Scim.Provisioning;

/// <summary>The longest that one request waits for storage.</summary>
public static class StorageDeadline
{
    /// <summary>8 seconds.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Runs work that several requests share under a deadline of its own. Its end is an outage to every one of them: none can tell it
    /// from a cancellation, since their own deadlines end at other times.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The time was up.</exception>
    internal static async Task<T> RunSharedAsync<T>(TimeProvider time, Func<CancellationToken, Task<T>> work)
    {
        using var deadline = new CancellationTokenSource(Length, time);
        try
        {
            return await work(deadline.Token);
        }
        catch (OperationCanceledException expiry) when (deadline.IsCancellationRequested)
        {
            throw new StorageUnavailableException("Storage gave no answer in time.", expiry);
        }
    }
}
