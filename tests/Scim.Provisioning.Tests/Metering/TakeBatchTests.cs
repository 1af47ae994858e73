using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>Requests that are granted or denied by one write.</summary>
public sealed class TakeBatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Each_takes_in_turn_and_what_is_owed_is_taken_whatever_is_there()
    {
        WaitingTake[] takes = [Take(1), Take(3, isOwed: true), Take(1), Take(2, isOwed: true)];
        var batch = new TakeBatch([.. takes]);

        var (after, decisions, requests) = batch.Grant(new BucketState(4, Noon), RateLimit.Default);
        batch.Answer(decisions);

        Assert.True(batch.HasOwed);
        Assert.Equal(new BucketState(-2, Noon), after);
        Assert.Equal(1, requests);
        Assert.Equal([true, true, false, true], decisions.Select(decision => decision.Granted));
        Assert.Equal([3, 0, 0, 0], decisions.Select(decision => decision.Remaining));
        Assert.Equal(decisions, await Task.WhenAll(takes.Select(take => take.Decision.Task)));
    }

    [Fact]
    public async Task All_are_denied_alike_or_told_of_the_same_fault()
    {
        WaitingTake[] denied = [Take(1), Take(1)];
        WaitingTake[] failed = [Take(1), Take(1)];
        var denial = new MeterDecision(Granted: false, RateLimit.Default, Remaining: 0, TimeSpan.FromSeconds(1));

        new TakeBatch([.. denied]).Deny(denial);
        new TakeBatch([.. failed]).Fail(new StorageUnavailableException());

        Assert.Equal([denial, denial], await Task.WhenAll(denied.Select(take => take.Decision.Task)));
        foreach (var take in failed)
            await Assert.ThrowsAsync<StorageUnavailableException>(() => take.Decision.Task);
        Assert.False(new TakeBatch([Take(1)]).HasOwed);
    }

    private static WaitingTake Take(int charge, bool isOwed = false) => new(RateLimit.Default, charge, isOwed, CancellationToken.None);
}
