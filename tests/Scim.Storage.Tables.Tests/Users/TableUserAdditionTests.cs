using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Users;

public sealed class TableUserAdditionTests : UserAdditionContract
{
    private TestStorage? _storage;

    private TestStorage Storage => _storage!;

    [Fact]
    public async Task An_answer_that_is_lost_is_learnt_from_the_trail()
    {
        var account = await AccountAsync();
        var (jane, joan) = (Sample.User("jane"), Sample.User("joan"));
        Storage.Faults.OnWrites(AnswerLost);

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creations(account, [jane, joan]), Cancel);

        Assert.Equal((UserWriteResult.Written, 2), (outcome.Result, outcome.Changes));
        Assert.Null(outcome.Row);
        Assert.Equal((2, 2), ((await FindAccountAsync()).Users, (await FindAccountAsync()).LicencesInUse));
    }

    [Fact]
    public async Task No_more_are_taken_than_a_transaction_has_rows_for()
    {
        var account = await AccountAsync();
        var emails = Enumerable.Range(0, 40).Select(number => $"{number}@example.com").ToArray();
        var users = new[] { Sample.User("jane", "x", emails), Sample.User("joan", "x", emails), Sample.User("june", "x", emails) };

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creations(account, users), Cancel);

        // 1 row of its own, 42 to find it by and 1 of the trail each, and the account row.
        Assert.Equal((UserWriteResult.Written, 2), (outcome.Result, outcome.Changes));
        Assert.Equal(2, outcome.Row!.Users);
    }

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await Storage.DisposeAsync();
}
