using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>When the row of an account is read for its licences, and when what is remembered of it is enough.</summary>
public sealed class AccountTurnTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Mock<IAccountStore> _accounts = new();
    private int _reads;

    [Fact]
    public async Task As_long_as_one_is_remembered_as_free_nothing_is_read_for_it()
    {
        var (_, service) = await ServiceAsync(licences: 3);
        await service.CreateAsync("a@x.org");
        _reads = 0;

        await service.CreateAsync("b@x.org");
        await service.CreateAsync("c@x.org"); // The last one.

        Assert.Equal(0, _reads);
    }

    [Fact]
    public async Task None_is_refused_by_what_is_remembered()
    {
        var (_, service) = await ServiceAsync(licences: 1);
        await service.CreateAsync("a@x.org");
        _reads = 0;

        await service.CreateAsync("b@x.org");

        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Where_none_is_remembered_as_free_the_row_is_read_while_the_meter_is_asked()
    {
        var (_, service) = await ServiceAsync(licences: 1);
        await service.CreateAsync("a@x.org");
        var waiting = await service.CreateAsync("b@x.org");
        var admission = new TaskCompletionSource();
        service.Admission = admission.Task;

        _reads = 0;
        var created = service.CreateAsync("c@x.org");
        Assert.Equal(1, _reads);
        var activated = service.PatchAsync(waiting, """{"op":"replace","path":"active","value":true}""");
        Assert.Equal(2, _reads);

        admission.SetResult();
        Assert.True((await created).WaitingForLicence);
        Assert.True((await activated).WaitingForLicence);
    }

    [Fact]
    public async Task For_who_asks_for_none_nothing_is_read_ahead()
    {
        var (_, service) = await ServiceAsync(licences: 1);
        var active = await service.CreateAsync("a@x.org");
        var admission = new TaskCompletionSource();
        service.Admission = admission.Task;
        _reads = 0;

        var deleted = service.DeleteAsync(active);

        Assert.Equal(0, _reads);
        admission.SetResult();
        await deleted;
        Assert.Equal(0, _reads); // What it gives back is counted by what is remembered.
    }

    private async Task<(InMemoryStorage Storage, Instance Service)> ServiceAsync(int licences)
    {
        var storage = await Instance.StorageAsync(licences);
        _accounts.Setup(accounts => accounts.FindAsync(It.IsAny<AccountId>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, CancellationToken cancellationToken) =>
            {
                _reads++;
                return storage.Users.FindAsync(account, cancellationToken);
            });
        return (storage, new Instance(storage.Users, _accounts.Object, _time));
    }
}
