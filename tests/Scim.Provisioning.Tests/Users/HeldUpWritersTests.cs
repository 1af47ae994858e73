using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Provisioning.Waiting;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Who waits for others is told of storage when that is what held these up, and of the others when it is not.</summary>
public sealed class HeldUpWritersTests
{
    private readonly Mock<IUserStore> _users = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource> _calls = [];

    [Theory]
    [InlineData("a change")]
    [InlineData("a creation")]
    public async Task By_storage_that_gives_no_answer(string what) => Assert.IsType<StorageUnavailableException>(
        await WaitBehindAsync(what, new StorageUnavailableException("no answer"), storage: null));

    [Theory]
    [InlineData("a change")]
    [InlineData("a creation")]
    public async Task By_storage_that_took_all_the_time(string what) => Assert.IsType<StorageUnavailableException>(
        await WaitBehindAsync(what, new OperationCanceledException(), Mock.Of<IStorageTime>(time => time.IsExpired)));

    [Theory]
    [InlineData("a change")]
    [InlineData("a creation")]
    public async Task By_another_who_went_away(string what) => Assert.IsType<ContentionException>(
        await WaitBehindAsync(what, new OperationCanceledException(), Mock.Of<IStorageTime>(time => !time.IsExpired)));

    /// <summary>Three want the same: the first is ended, the second is under way, and the third's time is up.</summary>
    /// <returns>What the third is told.</returns>
    private async Task<Exception?> WaitBehindAsync(string what, Exception end, IStorageTime? storage)
    {
        var memory = await Instance.StorageAsync(licences: null);
        using var plain = new Instance(memory, TimeProvider.System);
        var user = await plain.CreateAsync("a@x.org");
        Hold(memory);
        using var service = new Instance(_users.Object, memory.Users, _time) { StorageTime = storage };

        var first = ActAsync(0);
        await CallsAsync(1);
        var (second, third) = (ActAsync(1), ActAsync(2));
        _calls[0].SetException(end);
        await Assert.ThrowsAsync(end.GetType(), () => first);
        await CallsAsync(2);
        _time.Advance(StorageDeadline.Length);
        var told = await Record.ExceptionAsync(() => third);

        _calls[1].SetResult();
        await second;
        return told;

        Task ActAsync(int number) => what == "a change"
            ? service.PatchAsync(user, $$"""{"op":"add","path":"title","value":"{{number}}"}""")
            : service.CreateAsync($"{number}@x.org");
    }

    private async Task CallsAsync(int count)
    {
        while (true)
        {
            lock (_calls)
            {
                if (_calls.Count >= count)
                    return;
            }
            await Task.Yield();
        }
    }

    /// <summary>Holds every write up.</summary>
    private void Hold(InMemoryStorage memory)
    {
        _users.Setup(users => users.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserId id, CancellationToken cancellationToken) =>
                memory.Users.FindAsync(account, id, cancellationToken));
        _users.Setup(users => users.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns(async (AccountId account, UserWrite write, CancellationToken cancellationToken) =>
            {
                var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                lock (_calls)
                    _calls.Add(held);
                await held.Task;
                return await memory.Users.WriteAsync(account, write, cancellationToken);
            });
    }
}
