using System.Net;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Testing.Faults;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Users;

/// <summary>A write says what became of it, whatever becomes of storage's answers.</summary>
public sealed class LostAnswersTests : IAsyncLifetime
{
    private TestStorage _storage = null!;
    private TestStorage _other = null!;

    private static AccountId Account => Sample.Account;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<StorageFault>> Outages => new()
    {
        { "never sent", () => NeverSent },
        { "lost", () => AnswerLost },
        { "busy", () => Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy") },
        { "timed out", () => Refused(HttpStatusCode.InternalServerError, "OperationTimedOut") },
        { "throttled", () => Refused(HttpStatusCode.TooManyRequests, "TooManyRequests") },
        { "table being deleted", () => Refused(HttpStatusCode.Conflict, "TableBeingDeleted") },
        { "client time-out", () => Hangs },
    };

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync(
            options => options with { Timing = options.Timing with { Try = TimeSpan.FromMilliseconds(700) } });
        _other = _storage.Another();
        await _storage.Ports.Accounts.CreateAsync(Account, Sample.Start, null, Strictness.Lenient, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task A_creation_happens_once(string name, Func<StorageFault> outage)
    {
        Assert.NotEmpty(name);
        var user = Sample.User("jane", "x", ["jane@example.com"]);
        _storage.Faults.OnWrites(outage(), outage());

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Creation(await AccountAsync(), user), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Equal(0, _storage.Faults.Planned);
        Assert.Equal(user.Version, (await FindAsync(user))!.Version);
        await AssertCountedAsync(1);
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task A_change_happens_once(string name, Func<StorageFault> outage)
    {
        Assert.NotEmpty(name);
        var jane = await CreateAsync("jane");
        var changed = Sample.Next(jane, "joan");
        _storage.Faults.OnWrites(outage());

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, changed), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Equal(changed.Version, (await FindAsync(jane))!.Version);
    }

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task A_deletion_happens_once(string name, Func<StorageFault> outage)
    {
        Assert.NotEmpty(name);
        var jane = await CreateAsync("jane");
        _storage.Faults.OnWrites(outage());

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Deletion(await AccountAsync(), jane), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Null(await FindAsync(jane));
        await AssertCountedAsync(0);
    }

    [Fact]
    public async Task A_lost_change_that_another_has_changed_again_is_still_written()
    {
        var jane = await CreateAsync("jane");
        _storage.Faults.OnWrites(AnswerLostAfter(() => ChangeByAnotherAsync(jane, "judy")));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan")), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Equal("judy", (await FindAsync(jane))!.Core[UserResource.UserName]);
    }

    [Fact]
    public async Task A_lost_creation_that_another_has_deleted_again_is_still_written()
    {
        var jane = Sample.User("jane");
        _storage.Faults.OnWrites(AnswerLostAfter(() => DeleteByAnotherAsync(jane)));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Creation(await AccountAsync(), jane), Cancel);

        Assert.Equal(UserWriteResult.Written, outcome.Result);
        Assert.Null(await FindAsync(jane));
        await AssertCountedAsync(0);
    }

    [Fact]
    public async Task A_change_that_was_never_sent_loses_to_anothers()
    {
        var jane = await CreateAsync("jane");
        _storage.Faults.OnWrites(NeverSent, After(() => ChangeByAnotherAsync(jane, "judy")));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan")), Cancel);

        Assert.Equal(UserWriteResult.UserChanged, outcome.Result);
        Assert.Equal("judy", (await FindAsync(jane))!.Core[UserResource.UserName]);
    }

    [Fact]
    public async Task A_change_of_a_user_that_another_deleted_meanwhile_fails()
    {
        var jane = await CreateAsync("jane");
        _storage.Faults.OnWrites(NeverSent, After(() => DeleteByAnotherAsync(jane)));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan")), Cancel);

        Assert.Equal(UserWriteResult.UserChanged, outcome.Result);
    }

    [Fact]
    public async Task A_deletion_that_was_never_sent_is_not_taken_for_anothers()
    {
        var jane = await CreateAsync("jane");
        _storage.Faults.OnWrites(NeverSent, After(() => DeleteByAnotherAsync(jane)));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Deletion(await AccountAsync(), jane), Cancel);

        Assert.Equal(UserWriteResult.UserChanged, outcome.Result);
        await AssertCountedAsync(0);
    }

    [Fact]
    public async Task A_creation_that_was_never_sent_finds_its_name_taken()
    {
        _storage.Faults.OnWrites(NeverSent, After(() => CreateByAnotherAsync("jane")));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Creation(await AccountAsync(), Sample.User("jane")), Cancel);

        Assert.Equal(UserWriteResult.UserNameTaken, outcome.Result);
        await AssertCountedAsync(1);
    }

    [Fact]
    public async Task A_creation_that_was_never_sent_finds_the_account_row_changed()
    {
        _storage.Faults.OnWrites(NeverSent, After(() => CreateByAnotherAsync("joan")));

        var outcome = await _storage.Ports.Users.WriteAsync(Account, Sample.Creation(await AccountAsync(), Sample.User("jane")), Cancel);

        Assert.Equal(UserWriteResult.AccountChanged, outcome.Result);
        await AssertCountedAsync(1);
    }

    [Fact]
    public async Task A_lost_try_costs_one_read_and_a_plain_refusal_none()
    {
        var jane = await CreateAsync("jane");
        var change = Sample.Replacement(Account, jane, Sample.Next(jane, "joan"));
        _storage.Faults.OnWrites(AnswerLost);
        _storage.Faults.Forget();
        await _storage.Ports.Users.WriteAsync(Account, change, Cancel);
        Assert.Equal(3, _storage.Faults.Requests.Count);

        _storage.Faults.Forget();
        var refused = await _storage.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "judy")), Cancel);
        Assert.Equal((UserWriteResult.UserChanged, 1), (refused.Result, _storage.Faults.Requests.Count));
    }

    [Fact]
    public async Task Storage_that_never_answers_is_an_outage_at_the_deadline()
    {
        var account = await AccountAsync();
        await using var hasty = await TestStorage.OpenAsync(options => options with
        {
            TablePrefix = _storage.Options.TablePrefix,
            Timing = options.Timing with { WriteDeadline = TimeSpan.FromMilliseconds(200) },
        });

        hasty.Faults.OnWrites(Enumerable.Repeat(NeverSent, 1_000));
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => hasty.Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User("jane")), Cancel));
        hasty.Faults.On(_ => true, Hangs);
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => hasty.Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User("jane")), Cancel));
    }

    [Fact]
    public async Task A_deadline_of_the_caller_ends_the_wait()
    {
        var account = await AccountAsync();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _storage.Faults.OnWrites(async (_, cancellationToken) =>
        {
            await deadline.CancelAsync();
            return await Hangs(() => throw new InvalidOperationException(), cancellationToken);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _storage.Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User("jane")), deadline.Token));
    }

    [Fact]
    public async Task A_refusal_of_the_credential_is_an_outage()
    {
        _storage.Faults.OnWrites(Refused(HttpStatusCode.Forbidden, "AuthorizationFailure"));

        await Assert.ThrowsAsync<StorageUnavailableException>(
            async () => await _storage.Ports.Users.WriteAsync(Account, Sample.Creation(await AccountAsync(), Sample.User("jane")), Cancel));
    }

    [Fact]
    public async Task A_read_survives_three_failures_and_not_four()
    {
        var jane = await CreateAsync("jane");
        _storage.Faults.OnReads(NeverSent, AnswerLost, Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy"));
        Assert.NotNull(await _storage.Ports.Users.FindAsync(Account, jane.Id, Cancel));

        _storage.Faults.OnReads(Enumerable.Repeat(NeverSent, 4));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.Ports.Users.FindAsync(Account, jane.Id, Cancel));
        _storage.Faults.OnReads(Enumerable.Repeat(Hangs, 4));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.Ports.Users.FindAsync(Account, jane.Id, Cancel));
        _storage.Faults.OnReads(Enumerable.Repeat(NeverSent, 8));
        await Assert.ThrowsAsync<StorageUnavailableException>(
            () => _storage.Ports.Users.ListAsync(Account, new UserQuery { Type = UserType.Default, Count = 3 }, Cancel));
    }

    private Task<UserRecord?> FindAsync(UserRecord user) => _other.Ports.Users.FindAsync(Account, user.Id, Cancel);

    private async Task<AccountSnapshot> AccountAsync() => (await _other.Ports.Accounts.FindAsync(Account, Cancel))!;

    private async Task<UserRecord> CreateAsync(string userName)
    {
        var user = await CreateByAnotherAsync(userName);
        return (await FindAsync(user))!;
    }

    private async Task<UserRecord> CreateByAnotherAsync(string userName)
    {
        var user = Sample.User(userName);
        await _other.Ports.Users.WriteAsync(Account, Sample.Creation(await AccountAsync(), user), Cancel);
        return user;
    }

    private async Task ChangeByAnotherAsync(UserRecord user, string userName)
    {
        var now = (await FindAsync(user))!;
        var outcome = await _other.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, now, Sample.Next(now, userName)), Cancel);
        Assert.Equal(UserWriteResult.Written, outcome.Result);
    }

    private async Task DeleteByAnotherAsync(UserRecord user)
    {
        var outcome = await _other.Ports.Users.WriteAsync(Account, Sample.Deletion(await AccountAsync(), (await FindAsync(user))!), Cancel);
        Assert.Equal(UserWriteResult.Written, outcome.Result);
    }

    private async Task AssertCountedAsync(int users)
    {
        var account = await AccountAsync();
        Assert.Equal((users, users), (account.Users, account.LicencesInUse));
    }
}
