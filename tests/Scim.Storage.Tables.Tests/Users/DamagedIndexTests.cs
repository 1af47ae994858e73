using Azure;
using Azure.Data.Tables;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Rows;
using Scim.Testing.Faults;

namespace Scim.Storage.Tables.Tests.Users;

public sealed class DamagedIndexTests : IAsyncLifetime
{
    private TestStorage _storage = null!;
    private TableClient _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        _table = new TableClient(_storage.Options.ConnectionString, _storage.Options.TablePrefix + "Users");
        await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Missing_index_rows_do_not_hinder_a_change_or_a_deletion()
    {
        var jane = await CreateAsync();
        foreach (var key in IndexRow.Of(jane).Keys)
            await _table.DeleteEntityAsync(Sample.Account.Value, key, ETag.All, Cancel);

        var change = await _storage.Ports.Users.WriteAsync(
            Sample.Account, Sample.Replacement(Sample.Account, jane, Sample.Next(jane, "joan", "y", ["joan@example.com"])), Cancel);
        Assert.Equal(UserWriteResult.Written, change.Result);

        var joan = await FindAsync(jane.Id);
        foreach (var key in IndexRow.Of(joan).Keys)
            await _table.DeleteEntityAsync(Sample.Account.Value, key, ETag.All, Cancel);
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        var deletion = await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Deletion(account, joan!), Cancel);

        Assert.Equal(UserWriteResult.Written, deletion.Result);
        Assert.NotNull(deletion.Row);
        Assert.Null(await FindAsync(jane.Id));
    }

    [Fact]
    public async Task A_leftover_index_row_does_not_hinder_a_change()
    {
        var jane = await CreateAsync();
        var next = Sample.Next(jane, "jane", "y");
        var leftover = IndexRow.Of(next).Values.Single(row => row.Attribute == "ExternalId");
        await _table.AddEntityAsync(leftover.Write(Sample.Account), Cancel);

        var outcome = await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Replacement(Sample.Account, jane, next), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
    }

    [Fact]
    public async Task Missing_index_rows_and_a_lost_answer_together_give_the_true_result()
    {
        var jane = await CreateAsync();
        foreach (var key in IndexRow.Of(jane).Keys)
            await _table.DeleteEntityAsync(Sample.Account.Value, key, ETag.All, Cancel);
        _storage.Faults.OnWrites(StorageFaultKinds.NeverSent, StorageFaultKinds.None, StorageFaultKinds.None, StorageFaultKinds.AnswerLost);

        var outcome = await _storage.Ports.Users.WriteAsync(
            Sample.Account, Sample.Replacement(Sample.Account, jane, Sample.Next(jane, "joan")), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Equal("joan", (await FindAsync(jane.Id))!.Core[UserResource.UserName]);
    }

    private Task<UserRecord?> FindAsync(UserId id) => _storage.Ports.Users.FindAsync(Sample.Account, id, Cancel);

    private async Task<UserRecord> CreateAsync()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        var jane = Sample.User("jane", "x", ["jane@example.com", "j@example.com"]);
        await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(account, jane), Cancel);
        return (await FindAsync(jane.Id))!;
    }
}
