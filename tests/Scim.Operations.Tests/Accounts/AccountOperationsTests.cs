using Scim.Operations.Accounts;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Tests.Accounts;

public sealed class AccountOperationsTests
{
    private static readonly AccountId Acme = OperatorSite.Acme;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_that_is_not_there_is_refused_with_the_way_to_those_that_are()
    {
        await using var site = await OperatorSite.StartAsync();

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<AccountOperations>().FindAsync(AccountId.Parse("nobody"), Cancel));

        Assert.Equal(new OperationRefusal("There is no account 'nobody'.", new Remedy.SeeAccounts()), refused.Refusal);
    }

    [Theory]
    [InlineData(AccountState.Deleting, "The account 'acme' is being deleted. Delete it again to finish that.")]
    [InlineData(AccountState.Deleted, "The account 'acme' was deleted.")]
    public async Task Nobody_is_let_into_an_account_that_is_going(AccountState state, string why)
    {
        await using var site = await OperatorSite.StartAsync();
        await site.Storage.Users.SetStateAsync(Acme, state, Cancel);

        var refused = await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<AccountOperations>().FindInUseAsync(Acme, Cancel));

        Assert.Equal(why, refused.Message);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var site = await OperatorSite.StartAsync();

        await Assert.ThrowsAsync<OperationRefusedException>(
            () => site.Get<AccountOperations>().CreateAsync(Acme, LicenceCount.Unlimited, Strictness.Lenient, Cancel));
    }

    [Fact]
    public async Task What_a_change_does_not_name_stays()
    {
        await using var site = await OperatorSite.StartAsync(licences: 5);
        var accounts = site.Get<AccountOperations>();

        await accounts.ChangeAsync(Acme, new AccountChange(Strictness: Strictness.Strict), Cancel);
        await accounts.ChangeAsync(Acme, new AccountChange(Names: NameRule.Optional), Cancel);
        var before = await accounts.FindInUseAsync(Acme, Cancel);
        await accounts.ChangeAsync(Acme, new AccountChange(LicenceCount.Unlimited), Cancel);
        var after = await accounts.FindInUseAsync(Acme, Cancel);

        Assert.Equal((5, Strictness.Strict, NameRule.Optional), (before.LicencesOwned, before.Strictness, before.Settings.Names));
        Assert.Equal((null, Strictness.Strict, NameRule.Optional), (after.LicencesOwned, after.Strictness, after.Settings.Names));
    }

    [Fact]
    public async Task A_description_counts_who_waits_and_says_when_the_last_change_was()
    {
        await using var site = await OperatorSite.StartAsync(licences: 1);
        var fresh = await site.Get<AccountOperations>().DescribeAsync(Acme, Cancel);
        foreach (var name in (string[])["one", "two", "three"]) await site.CreateUserAsync(name);

        var detail = await site.Get<AccountOperations>().DescribeAsync(Acme, Cancel);

        Assert.Equal((0, null), (fresh.Waiting, fresh.LastChange));
        Assert.Equal((2, site.Time.GetUtcNow()), (detail.Waiting, detail.LastChange));
    }
}
