using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Several write one user at the same time.</summary>
public sealed class UserEditorTests
{
    private const string Change = """{"op":"add","path":"title","value":"T"}""";

    private readonly Mock<IUserStore> _users = new();
    private int _reads;

    [Fact]
    public async Task Who_loses_every_try_is_told_of_contention()
    {
        var (storage, user) = await UserAsync();
        _users.Setup(s => s.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>())).ReturnsAsync(user);
        _users.Setup(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new UserWriteOutcome(UserWriteResult.UserChanged, 0));
        using var service = new Instance(_users.Object, storage.Users, TimeProvider.System);

        await Assert.ThrowsAsync<ContentionException>(() => service.PatchAsync(user, Change));

        _users.Verify(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()), Times.Exactly(8));
    }

    [Fact]
    public async Task Of_one_instance_each_begins_with_what_the_one_before_it_has_written()
    {
        var (storage, user) = await UserAsync();
        var held = Hold(storage);
        using var service = new Instance(_users.Object, storage.Users, TimeProvider.System);

        var first = service.PatchAsync(user, Change);
        await FirstReadAsync();
        var others = Enumerable.Range(0, 5)
            .Select(number => service.PatchAsync(user, $$"""{"op":"add","path":"nickName","value":"{{number}}"}"""))
            .ToList();
        held.SetResult();
        await first;
        var changed = await Task.WhenAll(others);

        Assert.Equal(1, _reads);
        _users.Verify(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()), Times.Exactly(6));
        Assert.Equal(5, changed.Select(after => after.Version).Distinct().Count());
    }

    [Fact]
    public async Task Another_user_is_not_waited_for()
    {
        var (storage, user) = await UserAsync();
        using var plain = new Instance(storage, TimeProvider.System);
        var other = await plain.CreateAsync("b@x.org");
        var held = Hold(storage);
        using var service = new Instance(_users.Object, storage.Users, TimeProvider.System);

        var first = service.PatchAsync(user, Change);
        await FirstReadAsync();
        await service.PatchAsync(other, Change);

        Assert.False(first.IsCompleted);
        held.SetResult();
        await first;
    }

    [Fact]
    public async Task Nobody_queues_to_be_denied()
    {
        var (storage, user) = await UserAsync();
        var held = Hold(storage);
        using var service = new Instance(_users.Object, storage.Users, TimeProvider.System);
        var first = service.PatchAsync(user, Change);
        await FirstReadAsync();
        service.Admission = Task.FromException(new ScimException(ScimError.TooManyRequests(1)));

        var refusal = await Instance.RefusalAsync(() => service.PatchAsync(user, Change));

        Assert.Equal(429, refusal.Status);
        Assert.False(first.IsCompleted);
        held.SetResult();
        await first;
    }

    [Fact]
    public async Task A_client_that_goes_while_others_wait_for_it_says_nothing_of_storage()
    {
        var (storage, user) = await UserAsync();
        var time = new FakeTimeProvider();
        _users.Setup(s => s.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns(async (AccountId _, UserId _, CancellationToken cancellationToken) =>
            {
                Interlocked.Increment(ref _reads);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return user;
            });
        using var gone = new CancellationTokenSource();
        using var end = new CancellationTokenSource();
        using var service = new Instance(_users.Object, storage.Users, time) { Aborted = gone.Token };

        var first = service.PatchAsync(user, Change);
        await FirstReadAsync();
        service.Aborted = end.Token;
        var second = service.PatchAsync(user, Change);
        var third = service.PatchAsync(user, Change);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        while (Volatile.Read(ref _reads) < 2)
            await Task.Yield();
        time.Advance(StorageDeadline.Length);

        await Assert.ThrowsAsync<ContentionException>(() => third);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    private async Task FirstReadAsync()
    {
        while (Volatile.Read(ref _reads) == 0)
            await Task.Yield();
    }

    private static async Task<(InMemoryStorage Storage, UserRecord User)> UserAsync()
    {
        var storage = await Instance.StorageAsync(licences: 9);
        using var plain = new Instance(storage, TimeProvider.System);
        return (storage, await plain.CreateAsync("a@x.org"));
    }

    /// <summary>Holds the first read up; all that follow pass.</summary>
    private TaskCompletionSource Hold(InMemoryStorage storage)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _users.Setup(s => s.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns(async (AccountId account, UserId id, CancellationToken cancellationToken) =>
            {
                if (Interlocked.Increment(ref _reads) == 1)
                    await held.Task;
                return await storage.Users.FindAsync(account, id, cancellationToken);
            });
        _users.Setup(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserWrite write, CancellationToken cancellationToken) =>
                storage.Users.WriteAsync(account, write, cancellationToken));
        return held;
    }
}
