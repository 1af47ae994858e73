namespace Scim.Provisioning.Metering;

/// <summary>A request that waits for a write of its caller's bucket.</summary>
/// <param name="Limit">The caller's limit.</param>
/// <param name="Charge">How many tokens it takes.</param>
/// <param name="IsOwed">True if they are taken whatever is there.</param>
/// <param name="Answered">Cancelled when it waits no more.</param>
internal sealed record WaitingTake(RateLimit Limit, int Charge, bool IsOwed, CancellationToken Answered)
{
    /// <summary>What it waits for.</summary>
    public TaskCompletionSource<MeterDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
