namespace Scim.Provisioning.Metering;

/// <summary>Requests, at least one, that are granted or denied together, by one write.</summary>
internal sealed class TakeBatch(List<WaitingTake> takes)
{
    /// <summary>The caller's limit, as the last of them knows it.</summary>
    public RateLimit Limit => takes[^1].Limit;

    /// <summary>True if one of them takes whatever is there.</summary>
    public bool HasOwed => takes.Exists(take => take.IsOwed);

    /// <summary>Takes from a bucket for each in turn.</summary>
    /// <returns>The bucket after that, what is said to each, and how many requests were granted beside what is owed.</returns>
    public (BucketState After, List<MeterDecision> Decisions, int Requests) Grant(BucketState state, RateLimit limit)
    {
        var decisions = new List<MeterDecision>(takes.Count);
        var requests = 0;
        foreach (var take in takes)
        {
            var granted = take.IsOwed || state.HasToken;
            if (granted)
                state = state.Take(take.Charge);
            if (granted && !take.IsOwed)
                requests++;
            decisions.Add(state.Decide(granted, limit));
        }
        return (state, decisions, requests);
    }

    /// <summary>Tells each what was decided for it.</summary>
    public void Answer(List<MeterDecision> decisions)
    {
        for (var place = 0; place < takes.Count; place++)
            takes[place].Decision.TrySetResult(decisions[place]);
    }

    /// <summary>Denies all.</summary>
    public void Deny(MeterDecision denial) => Answer([.. takes.Select(_ => denial)]);

    /// <summary>Tells all that nobody can tell.</summary>
    public void Fail(Exception error) => takes.ForEach(take => take.Decision.TrySetException(error));
}

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
