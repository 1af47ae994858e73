using Scim.Operations.Accounts;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Storage.Contracts;

namespace Scim.Operations.Tests.Accounts;

public sealed class AccountDeletionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_account_loses_its_log_of_requests_and_no_other_does()
    {
        await using var site = await OperatorSite.StartAsync();
        var other = AccountId.Parse("other");
        await site.Get<AccountOperations>().CreateAsync(other, new LicenceCount(null), Strictness.Lenient, Cancel);
        foreach (var account in (AccountId[])[OperatorSite.Acme, other])
        {
            RequestTraffic[] counts = [SampleRequests.Counts(Sample.Start, account: account)];
            LoggedRequest[] entries = [SampleRequests.Refused(Sample.Start, account)];
            await site.Storage.Requests.WriteAsync(new RequestBatch(account, entries, counts), Cancel);
        }
        var removed = new RowCount();
        var known = await site.Get<AccountOperations>().FindAsync(OperatorSite.Acme, Cancel);

        var deletion = site.Get<AccountDeletion>().DeleteAsync(known, removed, Cancel);
        site.Time.Advance(AccountDeletion.Grace);
        await deletion;

        Assert.Equal((0, 0), await CountAsync(OperatorSite.Acme));
        Assert.Equal((1, 1), await CountAsync(other));
        Assert.InRange(removed.Sum, 2, 100);

        async Task<(int, int)> CountAsync(AccountId account) => (
            await site.Storage.Requests.ReadAsync(account, null, null, Cancel).CountAsync(Cancel),
            await site.Storage.Requests.ReadTrafficAsync(account, null, Cancel).CountAsync(Cancel));
    }
}
