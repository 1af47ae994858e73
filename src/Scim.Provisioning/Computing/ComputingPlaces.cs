using Scim.Protocol.Errors;
using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Computing;

/// <summary>
/// Shares the processor among the accounts: of one account only so many requests compute at a time that the others find a core free.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="placesOfAccount">How many requests of one account compute at a time, at least 1.</param>
public sealed class ComputingPlaces(TimeProvider time, int placesOfAccount)
{
    private readonly AccountGates _gates = new(placesOfAccount);

    /// <summary>As many places as leave half of the cores to others.</summary>
    public ComputingPlaces(TimeProvider time)
        : this(time, Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <summary>The longest that a request waits for its place: 8 seconds.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(8);

    /// <summary>Waits for a place. Dispose the result when the computing is done, and wait for nothing before.</summary>
    /// <exception cref="ScimException">429: no place came free in time.</exception>
    internal ValueTask<IDisposable> EnterAsync(AccountId account, CancellationToken cancellationToken)
    {
        var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var entering = _gates.EnterAsync(account, limit.Token);
        if (entering.IsCompletedSuccessfully)
        {
            limit.Dispose();
            return ValueTask.FromResult(entering.Result);
        }
        return new ValueTask<IDisposable>(WaitAsync(entering, limit, cancellationToken));
    }

    private static async Task<IDisposable> WaitAsync(Task<IDisposable> entering, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        using (limit)
        using (cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), limit)) // Given here.
        {
            limit.CancelAfter(MaxWait);
            try
            {
                return await entering;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ScimException(ScimError.AccountBusy());
            }
        }
    }
}
