using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

public sealed class LicenceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private const string Activate = """{"op":"replace","path":"active","value":true}""";
    private const string Deactivate = """{"op":"replace","path":"active","value":false}""";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_user_is_created_active_while_a_licence_is_free_and_deactivated_when_none_is()
    {
        var storage = await Instance.StorageAsync(licences: 1);
        using var service = new Instance(storage, _time);

        var first = await service.CreateAsync("a@x.org");
        var second = await service.CreateAsync("b@x.org", ""","active":true""");
        var third = await service.CreateAsync("c@x.org", ""","active":false""");

        Assert.True(IsActive(first));
        Assert.False(IsActive(second));
        Assert.True(second.WaitingForLicence);
        Assert.False(IsActive(third));
        Assert.False(third.WaitingForLicence);
        await AssertCountersAsync(storage, inUse: 1, users: 3);
    }

    [Fact]
    public async Task A_licence_freed_in_one_instance_is_given_by_another_at_once()
    {
        var storage = await Instance.StorageAsync(licences: 1);
        using var one = new Instance(storage, _time);
        using var other = new Instance(storage, _time);
        var first = await one.CreateAsync("a@x.org");
        var second = await other.CreateAsync("b@x.org");

        await one.PatchAsync(first, Deactivate);
        var activated = await other.PatchAsync(second, Activate);

        Assert.True(IsActive(activated));
        Assert.False(activated.WaitingForLicence);
        await AssertCountersAsync(storage, inUse: 1, users: 2);
    }

    [Fact]
    public async Task A_slow_answer_from_before_a_licence_was_freed_refuses_nobody_who_came_after()
    {
        var storage = await Instance.StorageAsync(licences: 1);
        using var other = new Instance(storage, _time);
        var active = await other.CreateAsync("a@x.org");
        TaskCompletionSource? slow = null;
        var accounts = new Mock<IAccountStore>();
        accounts.Setup(store => store.FindAsync(Instance.Account, It.IsAny<CancellationToken>())).Returns(async () =>
        {
            var hold = slow;
            var row = await storage.Users.FindAsync(Instance.Account, Stop);
            await (hold?.Task ?? Task.CompletedTask);
            return row;
        });
        using var one = new Instance(storage.Users, accounts.Object, _time);
        var early = await one.CreateAsync("b@x.org");
        var late = await one.CreateAsync("c@x.org");

        var answer = slow = new TaskCompletionSource();
        var refused = one.PatchAsync(early, Activate);
        slow = null;
        await other.PatchAsync(active, Deactivate);
        var granted = one.PatchAsync(late, Activate);
        answer.SetResult();

        Assert.False(IsActive(await refused));
        Assert.True(IsActive(await granted));
    }

    [Fact]
    public async Task An_activation_without_a_licence_stores_the_other_changes()
    {
        var storage = await Instance.StorageAsync(licences: 0);
        using var service = new Instance(storage, _time);
        var user = await service.CreateAsync("a@x.org", ""","active":false""");

        var patched = await service.PatchAsync(user, Activate + """,{"op":"add","path":"title","value":"Agent"}""");

        Assert.False(IsActive(patched));
        Assert.True(patched.WaitingForLicence);
        Assert.Equal("Agent", patched.In(UserType.Default)[UserType.Default.Attributes.Require("title")]);
        await AssertCountersAsync(storage, inUse: 0, users: 1);
    }

    [Fact]
    public async Task Setting_active_false_clears_the_waiting_mark_and_nothing_else_does()
    {
        var storage = await Instance.StorageAsync(licences: 0);
        using var service = new Instance(storage, _time);
        var user = await service.CreateAsync("a@x.org");

        user = await service.PatchAsync(user, """{"op":"add","path":"title","value":"Agent"}""");
        Assert.True(user.WaitingForLicence);
        user = await service.PutAsync(user, """{"userName":"a@x.org","name":{"givenName":"A","familyName":"B"}}""");
        Assert.True(user.WaitingForLicence);
        user = await service.PatchAsync(user, Deactivate);

        Assert.False(user.WaitingForLicence);
    }

    [Theory]
    [InlineData("""{"op":"replace","value":{"active":null,"title":"Agent"}}""", true)]
    [InlineData(Deactivate + """,{"op":"replace","value":{"active":""}}""", false)]
    [InlineData("""{"op":"add","value":{"active":"False"}}""", false)]
    public async Task Null_for_active_says_nothing_about_the_state_wished_for(string operations, bool waits)
    {
        var storage = await Instance.StorageAsync(licences: 0);
        using var service = new Instance(storage, _time);
        var user = await service.CreateAsync("a@x.org");

        var patched = await service.PatchAsync(user, operations);

        Assert.False(IsActive(patched));
        Assert.Equal(waits, patched.WaitingForLicence);
    }

    [Fact]
    public async Task Deleting_frees_the_licence_of_an_active_user_only()
    {
        var storage = await Instance.StorageAsync(licences: 2);
        using var service = new Instance(storage, _time);
        var active = await service.CreateAsync("a@x.org");
        var inactive = await service.CreateAsync("b@x.org", ""","active":false""");

        await service.DeleteAsync(inactive);
        await AssertCountersAsync(storage, inUse: 1, users: 1);
        await service.DeleteAsync(active);

        await AssertCountersAsync(storage, inUse: 0, users: 0);
    }

    [Fact]
    public async Task Fewer_licences_than_are_in_use_deactivate_nobody_and_give_none()
    {
        var storage = await Instance.StorageAsync(licences: 3);
        using var service = new Instance(storage, _time);
        var users = new[] { await service.CreateAsync("a@x.org"), await service.CreateAsync("b@x.org") };
        var row = (await storage.Users.FindAsync(Instance.Account, Stop))!;
        await storage.Users.UpdateSettingsAsync(row, 1, Strictness.Lenient, Stop);

        var changed = await service.PatchAsync(users[0], """{"op":"add","path":"title","value":"Agent"}""");
        var refused = await service.CreateAsync("c@x.org");

        Assert.True(IsActive(changed));
        Assert.False(IsActive(refused));
        await AssertCountersAsync(storage, inUse: 2, users: 3);
    }

    [Fact]
    public async Task Unlimited_licences_are_never_refused()
    {
        var storage = await Instance.StorageAsync(licences: null);
        using var service = new Instance(storage, _time);

        for (var i = 0; i < 30; i++)
            Assert.True(IsActive(await service.CreateAsync($"u{i}@x.org")));

        await AssertCountersAsync(storage, inUse: 30, users: 30);
    }

    [Fact]
    public async Task Two_instances_at_once_never_give_one_licence_twice()
    {
        var storage = await Instance.StorageAsync(licences: 5);
        using var one = new Instance(storage, TimeProvider.System);
        using var other = new Instance(storage, TimeProvider.System);

        var created = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(i => Task.Run(() => (i % 2 == 0 ? one : other).CreateAsync($"u{i}@x.org"))));

        Assert.Equal(5, created.Count(IsActive));
        await AssertCountersAsync(storage, inUse: 5, users: 40);
    }

    private static bool IsActive(UserRecord user) => user.In(UserType.Default)[UserResource.Active] is true;

    private static async Task AssertCountersAsync(InMemoryStorage storage, int inUse, int users)
    {
        var row = await storage.Users.FindAsync(Instance.Account, Stop);
        Assert.NotNull(row);
        Assert.Equal((inUse, users), (row.LicencesInUse, row.Users));
    }
}
