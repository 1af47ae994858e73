using Moq;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>What a write says that the row of the account becomes, after each of its changes.</summary>
public sealed class AccountRowAfterTests
{
    private readonly Mock<IUserStore> _users = new();
    private readonly List<UserWrite> _writes = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_creation_and_deletion_turns_it_over_and_a_change_of_the_licences_in_use_does_not()
    {
        using var service = await ServiceAsync(licences: 9);
        var user = await service.CreateAsync("a@x.org");
        await service.PatchAsync(user, """{"op":"replace","path":"active","value":false}""");
        await service.PatchAsync(user, """{"op":"add","path":"title","value":"T"}""");
        await service.DeleteAsync(user);

        Assert.Equal(
            [(1, 1, 1L), (0, 1, 1L), null, (0, 0, 2L)],
            _writes.Select(write => Counters(Assert.Single(write.Changes).RowAfter)));
        Assert.Equal([true, true, false, true], _writes.Select(write => write.Row is not null));
        Assert.All(_writes.Where(write => write.Row is not null), write => Assert.Equal(write.Row?.ETag, write.Changes[0].RowAfter?.ETag));
    }

    [Fact]
    public async Task Of_many_changes_each_says_what_the_row_becomes_if_it_is_the_last()
    {
        var storage = await Instance.StorageAsync(licences: 2);
        Pass(storage);
        var users = Enumerable.Range(0, 3).Select(number => Loads.User($"u{number}", TimeProvider.System.GetUtcNow(), number));

        await Loads.LoadAsync(_users.Object, storage.Users, TimeProvider.System, users);

        Assert.Equal(
            [(1, 1, 1L), (2, 2, 2L), (2, 3, 3L)],
            Assert.Single(_writes).Changes.Select(change => Counters(change.RowAfter)));
    }

    private static (int Licences, int Users, long Turnover)? Counters(AccountSnapshot? row) =>
        row is null ? null : (row.LicencesInUse, row.Users, row.Turnover);

    private async Task<Instance> ServiceAsync(int licences)
    {
        var storage = await Instance.StorageAsync(licences);
        Pass(storage);
        return new Instance(_users.Object, storage.Users, TimeProvider.System);
    }

    private void Pass(InMemoryStorage storage) => _users
        .Setup(users => users.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
        .Returns((AccountId account, UserWrite write, CancellationToken cancellationToken) =>
        {
            _writes.Add(write);
            return storage.Users.WriteAsync(account, write, cancellationToken);
        });
}
