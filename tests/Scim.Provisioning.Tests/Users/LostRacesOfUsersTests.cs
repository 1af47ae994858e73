using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>What a change costs whose write was in vain.</summary>
public sealed class LostRacesOfUsersTests
{
    private const string Title = """{"op":"add","path":"title","value":"T"}""";

    private readonly Mock<IUserStore> _users = new();
    private readonly ShortWaits _time = new();
    private InMemoryStorage _storage = null!; // Set before each use.
    private int _losses;
    private int _writes;

    [Fact]
    public async Task What_was_computed_for_a_write_that_lost_is_not_counted()
    {
        var (user, twin) = await TwoUsersAsync();
        using var losing = new Instance(_users.Object, _storage.Users, _time);
        using var plain = new Instance(_storage, _time);
        _losses = 1;

        await losing.PatchAsync(user, Title);
        await plain.PatchAsync(twin, Title);

        Assert.Equal(2, _writes);
        Assert.Equal(plain.Computation.Steps.Spent, losing.Computation.Steps.Spent);
    }

    [Fact]
    public async Task What_was_computed_on_an_old_memory_is_not_counted()
    {
        var (user, twin) = await TwoUsersAsync();
        using var here = new Instance(_users.Object, _storage.Users, _time);
        using var there = new Instance(_storage, _time);
        await here.GetAsync(user.Id.ToString());
        foreach (var changed in (UserRecord[])[user, twin])
            await there.PatchAsync(changed, """{"op":"add","path":"nickName","value":"N"}""");
        using var plain = new Instance(_storage, _time);

        await here.PatchAsync(user, Title);
        await plain.PatchAsync(twin, Title);

        Assert.Equal(2, _writes);
        Assert.Equal(plain.Computation.Steps.Spent, here.Computation.Steps.Spent);
    }

    [Fact]
    public async Task From_the_second_loss_on_it_waits_and_each_time_up_to_a_little_longer()
    {
        var (user, _) = await TwoUsersAsync();
        using var service = new Instance(_users.Object, _storage.Users, _time);
        _losses = int.MaxValue;

        await Assert.ThrowsAsync<ContentionException>(() => service.PatchAsync(user, Title));

        Assert.Equal(8, _writes);
        Assert.Equal(6, _time.Waits.Count);
        for (var wait = 0; wait < _time.Waits.Count; wait++)
        {
            var (least, waited) = (wait + 2, _time.Waits[wait].TotalMilliseconds);
            Assert.InRange(waited, least, least * 8);
            Assert.Equal(0, waited % least);
        }
    }

    private async Task<(UserRecord User, UserRecord Twin)> TwoUsersAsync()
    {
        _storage = await Instance.StorageAsync(licences: null);
        _users.Setup(users => users.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserId id, CancellationToken cancellationToken) =>
                _storage.Users.FindAsync(account, id, cancellationToken));
        _users.Setup(users => users.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserWrite write, CancellationToken cancellationToken) => ++_writes <= _losses
                ? Task.FromResult(new UserWriteOutcome(UserWriteResult.UserChanged, 0))
                : _storage.Users.WriteAsync(account, write, cancellationToken));
        using var elsewhere = new Instance(_storage, _time);
        return (await elsewhere.CreateAsync("a@x.org"), await elsewhere.CreateAsync("b@x.org"));
    }

    /// <summary>A clock on which waits of less than a second end at once, and are noted.</summary>
    private sealed class ShortWaits : FakeTimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime <= TimeSpan.Zero || dueTime >= TimeSpan.FromSeconds(1))
                return base.CreateTimer(callback, state, dueTime, period);
            Waits.Add(dueTime);
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Advance(dueTime);
            return timer;
        }
    }
}
