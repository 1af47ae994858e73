using Scim.Protocol.Computing;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Computing;

/// <summary>What one request computes with: how much it may, and where it waits for its turn. Made once for each request.</summary>
public sealed class Computation
{
    /// <summary>
    /// The most steps that a piece of computing may take without a place: less than a millisecond, which nobody else notices, while to wait
    /// for a place costs more than most changes of a user do.
    /// </summary>
    public const long FewSteps = 300_000;

    private readonly ComputingPlaces? _places;
    private readonly AccountId _account;

    /// <summary>The computing of a client's request.</summary>
    /// <param name="steps">How much it may compute.</param>
    /// <param name="places">Where it waits for its turn.</param>
    /// <param name="account">The account whose share it takes.</param>
    /// <param name="storage">What stands still meanwhile.</param>
    public Computation(StepBudget steps, ComputingPlaces places, AccountId account, IStorageTime storage)
    {
        Steps = steps;
        Storage = storage;
        _places = places;
        _account = account;
    }

    private Computation() => Steps = StepBudget.Unbounded();

    /// <summary>How much the request may compute.</summary>
    public StepBudget Steps { get; }

    /// <summary>What stands still while something else than storage is waited for; null for what an operator asks for.</summary>
    internal IStorageTime? Storage { get; }

    /// <summary>For what an operator asks for: no bound, and no waiting.</summary>
    public static Computation Unbounded() => new();

    /// <summary>The same computing under the storage time of a part of the request.</summary>
    public Computation Under(IStorageTime storage) =>
        _places is null ? this : new Computation(Steps, _places, _account, storage);

    /// <summary>Computes something that can be begun again: at once if that is little, otherwise when the request may compute.</summary>
    /// <param name="compute">Computes it, and spends the steps.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Protocol.Errors.ScimException">429: other requests of the account computed all the time.</exception>
    public async ValueTask<T> RunAsync<T>(Func<StepBudget, T> compute, CancellationToken cancellationToken)
    {
        if (_places is null)
            return compute(Steps);
        Storage?.Pause();
        try
        {
            if (Steps.TryWithin(FewSteps, () => compute(Steps), out var result))
                return result;
            using var place = await _places.EnterAsync(_account, cancellationToken);
            return compute(Steps);
        }
        finally
        {
            Storage?.RunOn();
        }
    }

    /// <summary>
    /// Waits until the request may compute. Dispose the result when that is done: wait for nothing before, and enter once at a time.
    /// </summary>
    /// <exception cref="Protocol.Errors.ScimException">429: other requests of the account computed all the time.</exception>
    public async ValueTask<ComputingTurn> EnterAsync(CancellationToken cancellationToken)
    {
        if (_places is null)
            return default;
        Storage?.Pause();
        try
        {
            return new ComputingTurn(await _places.EnterAsync(_account, cancellationToken), Storage);
        }
        catch
        {
            Storage?.RunOn();
            throw;
        }
    }
}

/// <summary>The turn of a request to compute.</summary>
/// <param name="place">Its place among those of the account; null if none was needed.</param>
/// <param name="storage">What stands still meanwhile.</param>
public readonly struct ComputingTurn(IDisposable? place, IStorageTime? storage) : IDisposable
{
    /// <summary>Ends the turn.</summary>
    public void Dispose()
    {
        place?.Dispose();
        storage?.RunOn();
    }
}
