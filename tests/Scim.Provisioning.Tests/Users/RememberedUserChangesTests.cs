using System.Text;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Changes begin from what an instance remembers, and nothing is answered from it.</summary>
public sealed class RememberedUserChangesTests
{
    private readonly Mock<IUserStore> _users = new();
    private int _reads;
    private int _writes;

    [Fact]
    public async Task A_change_of_a_user_that_was_written_or_read_here_reads_nothing()
    {
        var (storage, here, _) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");

        await here.PatchAsync(user, Title("one"));
        await here.PutAsync(user, """{"userName":"a@x.org","name":{"givenName":"A","familyName":"C"}}""");
        await here.DeleteAsync(user);

        Assert.Equal((0, 4), (_reads, _writes));
        Assert.Null(await storage.Users.FindAsync(Instance.Account, user.Id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_change_of_a_user_that_was_got_here_reads_nothing_more()
    {
        var (_, here, there) = await TwoAsync();
        var user = await there.CreateAsync("a@x.org");
        await here.GetAsync(user.Id.ToString());

        await here.PatchAsync(user, Title("one"));

        Assert.Equal((1, 1), (_reads, _writes));
    }

    [Fact]
    public async Task A_change_on_what_another_instance_has_changed_is_made_on_what_is_there()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await there.PatchAsync(user, """{"op":"add","path":"nickName","value":"theirs"}""");

        var changed = await here.PatchAsync(user, Title("ours"));

        Assert.Equal(1, _reads);
        Assert.Contains("\"nickName\":\"theirs\"", Text(changed), StringComparison.Ordinal);
        Assert.Contains("\"title\":\"ours\"", Text(changed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_nothing_changes_is_not_said_from_memory()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org", ""","title":"one" """);
        await there.PatchAsync(user, Title("two"));

        var changed = await here.PatchAsync(user, Title("one"));

        Assert.Contains("\"title\":\"one\"", Text(await there.GetAsync(user.Id.ToString())), StringComparison.Ordinal);
        Assert.NotEqual(user.Version, changed.Version);
    }

    [Fact]
    public async Task A_condition_that_memory_does_not_meet_is_asked_of_what_is_there()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        var theirs = await there.PatchAsync(user, Title("two"));

        var ours = await here.PatchAsync(user, Title("three"), new VersionCondition([theirs.Version.ToETag()]));

        Assert.Contains("\"title\":\"three\"", Text(ours), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_only_memory_meets_is_refused()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await there.PatchAsync(user, Title("two"));

        var refusal = await Instance.RefusalAsync(() => here.DeleteAsync(user, new VersionCondition([user.Version.ToETag()])));

        Assert.Equal(412, refusal.Status);
    }

    [Fact]
    public async Task A_selector_that_finds_nothing_in_memory_is_asked_of_what_is_there()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await there.PatchAsync(user, """{"op":"add","path":"phoneNumbers","value":[{"type":"work","value":"1"}]}""");

        var changed = await here.PatchAsync(user, """{"op":"replace","path":"phoneNumbers[type eq \"work\"].value","value":"2"}""");

        Assert.Contains("\"value\":\"2\"", Text(changed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_another_instance_has_deleted_is_gone_for_every_change()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await there.DeleteAsync(user);

        Assert.Equal(404, (await Instance.RefusalAsync(() => here.PatchAsync(user, Title("one")))).Status);
        Assert.Equal(404, (await Instance.RefusalAsync(() => here.DeleteAsync(user))).Status);
        Assert.Equal(404, (await Instance.RefusalAsync(() => here.GetAsync(user.Id.ToString()))).Status);
    }

    [Fact]
    public async Task A_read_is_never_answered_from_memory()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await there.PatchAsync(user, Title("two"));

        Assert.Contains("\"title\":\"two\"", Text(await here.GetAsync(user.Id.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_leaves_nothing_remembered()
    {
        var (storage, here, _) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        _users.Setup(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns(async (AccountId account, UserWrite write, CancellationToken cancellationToken) =>
            {
                await storage.Users.WriteAsync(account, write, cancellationToken);
                throw new StorageUnavailableException("The answer was lost.");
            });
        await Assert.ThrowsAsync<StorageUnavailableException>(() => here.PatchAsync(user, Title("one")));
        Pass(storage);

        await here.PatchAsync(user, Title("two"));

        Assert.Equal((1, 2), (_reads, _writes)); // It did not begin with what may be old.
    }

    [Fact]
    public async Task A_user_that_was_deleted_here_is_not_changed_from_memory()
    {
        var (_, here, _) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await here.DeleteAsync(user);

        await Instance.RefusalAsync(() => here.PatchAsync(user, Title("one")));

        Assert.Equal((1, 2), (_reads, _writes));
    }

    [Fact]
    public async Task What_was_read_for_a_change_is_remembered_also_if_nothing_is_changed()
    {
        var (_, here, there) = await TwoAsync();
        var user = await there.CreateAsync("a@x.org", ""","title":"one" """);
        await here.PatchAsync(user, Title("one"));

        await here.PatchAsync(user, Title("two"));

        Assert.Equal((1, 1), (_reads, _writes));
    }

    [Fact]
    public async Task What_was_read_for_a_deletion_is_remembered_if_it_is_refused()
    {
        var (_, here, there) = await TwoAsync();
        var user = await here.CreateAsync("a@x.org");
        await there.PatchAsync(user, Title("two"));
        await Instance.RefusalAsync(() => here.DeleteAsync(user, new VersionCondition([user.Version.ToETag()])));

        await here.PatchAsync(user, Title("three"));

        Assert.Equal((1, 3), (_reads, _writes)); // The deletion was tried once, on what was remembered.
    }

    [Fact]
    public async Task Of_the_users_that_a_filter_finds_the_first_ten_are_remembered()
    {
        var (_, here, there) = await TwoAsync();
        for (var number = 0; number < 12; number++)
            await there.CreateAsync($"u{number}@x.org");
        var found = await here.ListAsync("name.givenName eq \"A\"");
        Assert.Equal(12, found.Count);

        foreach (var user in found.Take(10))
            await here.PatchAsync(user, Title("one"));
        Assert.Equal(0, _reads);
        foreach (var user in found.Skip(10))
            await here.PatchAsync(user, Title("one"));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Who_stands_in_a_list_of_all_is_not_remembered()
    {
        var (_, here, there) = await TwoAsync();
        await there.CreateAsync("a@x.org");
        var listed = Assert.Single(await here.ListAsync());

        await here.PatchAsync(listed, Title("one"));

        Assert.Equal(1, _reads);
    }

    private static string Title(string title) => $$"""{"op":"add","path":"title","value":"{{title}}"}""";

    private static string Text(UserRecord user) => Encoding.UTF8.GetString(user.Document.Span);

    private async Task<(InMemoryStorage Storage, Instance Here, Instance There)> TwoAsync()
    {
        var storage = await Instance.StorageAsync(licences: 9);
        Pass(storage);
        return (storage, new Instance(_users.Object, storage.Users, TimeProvider.System), new Instance(storage, TimeProvider.System));
    }

    private void Pass(InMemoryStorage storage)
    {
        _users.Setup(s => s.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserId id, CancellationToken cancellationToken) =>
            {
                _reads++;
                return storage.Users.FindAsync(account, id, cancellationToken);
            });
        _users.Setup(s => s.OpenAsync(It.IsAny<AccountId>(), It.IsAny<UserQuery>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserQuery query, CancellationToken cancellationToken) =>
                storage.Users.OpenAsync(account, query, cancellationToken));
        _users.Setup(s => s.WriteAsync(It.IsAny<AccountId>(), It.IsAny<UserWrite>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId account, UserWrite write, CancellationToken cancellationToken) =>
            {
                _writes++;
                return storage.Users.WriteAsync(account, write, cancellationToken);
            });
    }
}
