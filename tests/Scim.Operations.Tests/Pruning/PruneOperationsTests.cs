using Scim.Operations.Pruning;
using Scim.Provisioning.Accounts;

namespace Scim.Operations.Tests.Pruning;

public sealed class PruneOperationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trails_are_shortened_only_if_asked_for()
    {
        await using var site = await OperatorSite.StartAsync();
        await site.CreateUserAsync("ann");
        site.Time.Advance(TimeSpan.FromDays(3));
        await site.CreateUserAsync("bob");
        var prune = site.Get<PruneOperations>();
        var old = new PruneRequest { AuditAge = TimeSpan.FromDays(2) };

        Assert.Equal(2, await prune.PruneAsync(new PruneRequest { Removes = true }, Cancel).CountAsync(Cancel));
        Assert.Equal(
            new Pruned(PrunedKind.AuditRows, All: 2, Removable: 1, Removed: 0), await prune.PruneAsync(old, Cancel).LastAsync(Cancel));
        Assert.Equal(
            new Pruned(PrunedKind.AuditRows, All: 2, Removable: 1, Removed: 1),
            await prune.PruneAsync(old with { Removes = true }, Cancel).LastAsync(Cancel));
    }

    [Fact]
    public async Task Entries_that_are_in_use_stay()
    {
        await using var site = await OperatorSite.StartAsync();
        var young = new PruneRequest { AuditAge = IAuditRetention.LeastAge - TimeSpan.FromTicks(1) };

        await Assert.ThrowsAsync<OperationRefusedException>(
            async () => await site.Get<PruneOperations>().PruneAsync(young, Cancel).CountAsync(Cancel));
    }
}
