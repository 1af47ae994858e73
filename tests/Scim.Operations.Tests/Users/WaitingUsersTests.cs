using Scim.Operations.Accounts;
using Scim.Operations.Users;
using Scim.Provisioning.Users;

namespace Scim.Operations.Tests.Users;

public sealed class WaitingUsersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_oldest_get_the_licences_that_are_free_by_the_operators_name()
    {
        await using var site = await OperatorSite.StartAsync(licences: 1);
        foreach (var name in (string[])["one", "two", "three", "four"]) await site.CreateUserAsync(name);
        await site.Get<AccountOperations>().ChangeAsync(OperatorSite.Acme, new AccountChange(new LicenceCount(3)), Cancel);
        var waiting = site.Get<WaitingUsers>();

        var plan = await waiting.PlanAsync(OperatorSite.Acme, Cancel);
        var outcomes = await waiting.ActivateAsync(OperatorSite.Ada, plan, Cancel).ToListAsync(Cancel);

        Assert.Equal((3, 2), (plan.Waiting, plan.Activatable));
        Assert.Equal([true, true, false], outcomes.Select(outcome => outcome.IsActivated));
        Assert.True(outcomes[2].User.WaitingForLicence);
        var trail = await site.Storage.Users.ReadAuditAsync(OperatorSite.Acme, Cancel)
            .Where(entry => entry.Operation == AuditOperation.Patch)
            .ToListAsync(Cancel);
        Assert.Equal([OperatorSite.Ada.Name, OperatorSite.Ada.Name], trail.Select(entry => entry.Client));
        Assert.Single(trail.Select(entry => entry.CorrelationId).Distinct());
    }

    [Fact]
    public async Task A_filter_that_is_wrong_is_refused()
    {
        await using var site = await OperatorSite.StartAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(async () =>
            await site.Get<UserOperations>().ListAsync(OperatorSite.Acme, "active eq", waitingOnly: false, Cancel).CountAsync(Cancel));
    }
}
