using Scim.Operations.Pruning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;
using Scim.Storage.Contracts;

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
    public async Task Logs_of_requests_are_shortened_only_if_asked_for()
    {
        await using var site = await OperatorSite.StartAsync();
        DateTimeOffset[] times = [site.Time.GetUtcNow().AddDays(-3), site.Time.GetUtcNow()];
        await site.Storage.Requests.WriteAsync(
            new RequestBatch(
                OperatorSite.Acme,
                [.. times.Select(when => SampleRequests.Refused(when, OperatorSite.Acme))],
                [.. times.Select(when => SampleRequests.Counts(when, account: OperatorSite.Acme))]),
            Cancel);
        var prune = site.Get<PruneOperations>();
        var old = new PruneRequest { RequestAge = TimeSpan.FromDays(2) };

        Assert.Equal(2, await prune.PruneAsync(new PruneRequest { Removes = true }, Cancel).CountAsync(Cancel));
        Assert.Equal(
            new Pruned(PrunedKind.RequestRows, All: 4, Removable: 2, Removed: 0), await prune.PruneAsync(old, Cancel).LastAsync(Cancel));
        Assert.Equal(
            new Pruned(PrunedKind.RequestRows, All: 4, Removable: 2, Removed: 2),
            await prune.PruneAsync(old with { Removes = true }, Cancel).LastAsync(Cancel));
        Assert.Equal(2, (await site.Storage.Requests.CountAsync(OperatorSite.Acme, times[1], Cancel)).All);
    }

    [Fact]
    public async Task Entries_that_are_in_use_stay()
    {
        await using var site = await OperatorSite.StartAsync();
        PruneRequest[] young =
        [
            new() { AuditAge = IAuditRetention.LeastAge - TimeSpan.FromTicks(1) },
            new() { RequestAge = IRequestLog.LeastAge - TimeSpan.FromTicks(1) },
        ];

        foreach (var request in young)
        {
            await Assert.ThrowsAsync<OperationRefusedException>(
                async () => await site.Get<PruneOperations>().PruneAsync(request, Cancel).CountAsync(Cancel));
        }
    }
}
