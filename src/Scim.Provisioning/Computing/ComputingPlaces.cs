using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Computing;

/// <summary>
/// Shares the processor among the accounts: of one account only so many requests compute at a time that the others find a core free.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="placesOfAccount">How many requests of one account compute at a time, at least 1.</param>
public sealed class ComputingPlaces(TimeProvider time, int placesOfAccount)
{
    private readonly Turns<AccountId> _turns = new(time, MaxWait, placesOfAccount);

    /// <summary>As many places as leave half of the cores to others.</summary>
    public ComputingPlaces(TimeProvider time)
        : this(time, Math.Max(1, Environment.ProcessorCount / 2))
    {
    }

    /// <summary>
    /// The longest that a request waits for its place: 5 seconds. With what it then computes it stays below the longest wait for others
    /// who change the same user.
    /// </summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Waits for a place. Dispose the result when the computing is done, and wait for nothing before.</summary>
    /// <exception cref="ScimException">429: no place came free in time.</exception>
    internal ValueTask<IDisposable> EnterAsync(AccountId account, CancellationToken cancellationToken) =>
        _turns.TryEnter(account) is { } turn
            ? ValueTask.FromResult<IDisposable>(turn)
            : new ValueTask<IDisposable>(WaitAsync(account, cancellationToken));

    private async Task<IDisposable> WaitAsync(AccountId account, CancellationToken cancellationToken)
    {
        try
        {
            return await _turns.EnterAsync(account, storage: null, cancellationToken);
        }
        catch (ContentionException)
        {
            throw new ScimException(ScimError.AccountBusy());
        }
    }
}
