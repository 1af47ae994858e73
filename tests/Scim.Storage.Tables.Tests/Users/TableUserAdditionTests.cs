using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Users;

public sealed class TableUserAdditionTests : UserAdditionContract
{
    private TestStorage? _storage;

    private TestStorage Storage => _storage!; // Set before each test.

    [Fact]
    public async Task An_answer_that_is_lost_is_learnt_from_the_trail()
    {
        var account = await AccountAsync();
        var (jane, joan) = (Sample.User("jane"), Sample.User("joan"));
        Storage.Faults.OnWrites(AnswerLost);

        var outcome = await Ports.Users.AddAsync(account, [Addition(jane, 1), Addition(joan, 2)], Cancel);

        Assert.Equal((UserWriteResult.Written, 2), (outcome.Result, outcome.Count));
        Assert.Null(outcome.Account);
        Assert.Equal((2, 2), ((await FindAccountAsync()).Users, (await FindAccountAsync()).LicencesInUse));

        UserAddition Addition(UserRecord user, int number) => new(
            user, Sample.Creation(account, user).Audit with { LicencesInUseAfter = number, UsersAfter = number });
    }

    [Fact]
    public async Task No_more_are_taken_than_a_transaction_has_rows_for()
    {
        var account = await AccountAsync();
        var emails = Enumerable.Range(0, 40).Select(number => $"{number}@example.com").ToArray();
        var users = new[] { Sample.User("jane", "x", emails), Sample.User("joan", "x", emails), Sample.User("june", "x", emails) };

        var outcome = await Ports.Users.AddAsync(
            account, [.. users.Select((user, place) => new UserAddition(
                user, Sample.Creation(account, user).Audit with { LicencesInUseAfter = place + 1, UsersAfter = place + 1 }))], Cancel);

        // 1 row of its own, 42 to find it by and 1 of the trail each, and the account row.
        Assert.Equal((UserWriteResult.Written, 2), (outcome.Result, outcome.Count));
        Assert.Equal(2, outcome.Account!.Users);
    }

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await Storage.DisposeAsync();
}
