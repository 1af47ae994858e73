using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every register of accounts must do.</summary>
public abstract class AccountStoreContract : StorageContract
{
    private static AccountId Acme => Sample.Account;

    [Theory]
    [InlineData(null, Strictness.Lenient)]
    [InlineData(0, Strictness.Strict)]
    [InlineData(25, Strictness.Lenient)]
    public async Task A_new_account_is_empty_and_registered(int? licences, Strictness strictness)
    {
        Assert.True(await Ports.Accounts.CreateAsync(Acme, Sample.Start, licences, strictness, Cancel));

        var row = await Ports.Accounts.FindAsync(Acme, Cancel);
        Assert.Equal(new AccountSnapshot(Acme, licences, 0, 0, strictness, row!.ETag), row);
        Assert.Equal(
            new AccountRegistration(Acme, Sample.Start, AccountState.Active), await Ports.Accounts.FindRegistrationAsync(Acme, Cancel));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel);

        Assert.False(await Ports.Accounts.CreateAsync(Acme, Sample.Start, 9, Strictness.Strict, Cancel));
        Assert.Equal(5, (await Ports.Accounts.FindAsync(Acme, Cancel))!.LicencesOwned);
    }

    [Fact]
    public async Task Of_racing_creations_one_wins_and_its_settings_hold()
    {
        var created = await Task.WhenAll(Enumerable.Range(1, 6).Select(
            licences => Ports.Accounts.CreateAsync(Acme, Sample.Start, licences, Strictness.Lenient, Cancel)));

        var winner = Assert.Single(Enumerable.Range(1, 6), licences => created[licences - 1]);
        Assert.Equal(winner, (await Ports.Accounts.FindAsync(Acme, Cancel))!.LicencesOwned);
    }

    [Fact]
    public async Task An_unknown_account_is_null()
    {
        Assert.Null(await Ports.Accounts.FindAsync(Acme, Cancel));
        Assert.Null(await Ports.Accounts.FindRegistrationAsync(Acme, Cancel));
        Assert.Empty(await Ports.Accounts.ListAsync(Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Accounts_are_listed_by_name()
    {
        foreach (var name in new[] { "m-1", "zz", "0a", "acme" })
            await Ports.Accounts.CreateAsync(AccountId.Parse(name), Sample.Start, null, Strictness.Lenient, Cancel);

        var names = await Ports.Accounts.ListAsync(Cancel).Select(account => account.Account.Value).ToListAsync(Cancel);

        Assert.Equal(["0a", "acme", "m-1", "zz"], names);
    }

    [Fact]
    public async Task Settings_change_and_counters_stay()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel);
        var created = (await Ports.Accounts.FindAsync(Acme, Cancel))!;
        await Ports.Users.WriteAsync(Acme, Sample.Creation(created, Sample.User("jane")), Cancel);
        var asRead = (await Ports.Accounts.FindAsync(Acme, Cancel))!;

        var written = await Ports.Accounts.UpdateSettingsAsync(asRead, null, Strictness.Strict, Cancel);

        Assert.Equal(asRead with { LicencesOwned = null, Settings = Strictness.Strict, ETag = written!.ETag }, written);
        Assert.Equal(written, await Ports.Accounts.FindAsync(Acme, Cancel));
        Assert.Equal(1, written.Users);
    }

    [Fact]
    public async Task The_rule_of_names_is_kept_beside_strictness()
    {
        var optional = new AccountSettings(Strictness.Lenient, NameRule.Optional);
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, optional, Cancel);
        var created = (await Ports.Accounts.FindAsync(Acme, Cancel))!;
        await Ports.Users.WriteAsync(Acme, Sample.Creation(created, Sample.User("jane")), Cancel);
        var asRead = (await Ports.Accounts.FindAsync(Acme, Cancel))!;

        await Ports.Accounts.UpdateSettingsAsync(asRead, 5, Strictness.Strict, Cancel);

        Assert.Equal((optional, optional), (created.Settings, asRead.Settings));
        Assert.Equal(new AccountSettings(Strictness.Strict), (await Ports.Accounts.FindAsync(Acme, Cancel))!.Settings);
    }

    [Fact]
    public async Task Which_requests_are_logged_is_kept_beside_the_other_settings()
    {
        var all = new AccountSettings(Strictness.Strict, NameRule.Optional, RequestLogging.All);
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, all, Cancel);
        var created = (await Ports.Accounts.FindAsync(Acme, Cancel))!; // Just created.
        await Ports.Users.WriteAsync(Acme, Sample.Creation(created, Sample.User("jane")), Cancel);
        var asRead = (await Ports.Accounts.FindAsync(Acme, Cancel))!;

        await Ports.Accounts.UpdateSettingsAsync(asRead, 5, all with { Logging = RequestLogging.Refused }, Cancel);

        Assert.Equal((all, all), (created.Settings, asRead.Settings));
        Assert.Equal(
            new AccountSettings(Strictness.Strict, NameRule.Optional), (await Ports.Accounts.FindAsync(Acme, Cancel))!.Settings);
    }

    [Fact]
    public async Task Settings_of_a_row_that_changed_are_refused()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel);
        var asRead = (await Ports.Accounts.FindAsync(Acme, Cancel))!;
        await Ports.Accounts.UpdateSettingsAsync(asRead, 6, Strictness.Lenient, Cancel);

        Assert.Null(await Ports.Accounts.UpdateSettingsAsync(asRead, 7, Strictness.Lenient, Cancel));
        Assert.Equal(6, (await Ports.Accounts.FindAsync(Acme, Cancel))!.LicencesOwned);
    }

    [Fact]
    public async Task The_state_is_noted_and_the_name_of_a_deleted_account_stays_taken()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel);

        Assert.True(await Ports.Accounts.SetStateAsync(Acme, AccountState.Deleted, Cancel));

        Assert.Equal(
            new AccountRegistration(Acme, Sample.Start, AccountState.Deleted), await Ports.Accounts.FindRegistrationAsync(Acme, Cancel));
        Assert.False(await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel));
        Assert.False(await Ports.Accounts.SetStateAsync(AccountId.Parse("nobody"), AccountState.Deleted, Cancel));
    }

    [Fact]
    public async Task All_rows_of_an_account_are_removed_and_no_others()
    {
        var (other, stream) = (AccountId.Parse("acme-2"), StreamId.New(Sample.Start));
        foreach (var account in new[] { Acme, other })
        {
            await Ports.Accounts.CreateAsync(account, Sample.Start, null, Strictness.Lenient, Cancel);
            for (var number = 0; number < 30; number++)
            {
                var row = (await Ports.Accounts.FindAsync(account, Cancel))!;
                await Ports.Users.WriteAsync(
                    account, Sample.Creation(row, Sample.User($"user{number}", "x", ["a@example.com", "b@example.com"])), Cancel);
            }
            await Ports.Streams.AddAsync(SampleStreams.Push(account) with { Id = stream }, Cancel);
            await Ports.Streams.WriteDeliveryAsync(new StreamDelivery { Account = account, Stream = stream }, Cancel);
            await Ports.Outbox.AddAsync(account, SampleStreams.Event(stream), Cancel);
        }

        var removed = new Counter();
        await Ports.Accounts.RemoveRowsAsync(Acme, removed, Cancel);
        await Ports.Accounts.RemoveRowsAsync(Acme, removed, Cancel);

        Assert.Null(await Ports.Accounts.FindAsync(Acme, Cancel));
        Assert.Empty((await Ports.Users.ListAsync(Acme, new Provisioning.Users.UserQuery { Type = UserType.Default }, Cancel)).Users);
        Assert.Empty(await Ports.Users.ReadAuditAsync(Acme, Cancel).ToListAsync(Cancel));
        Assert.Empty(await Ports.Streams.ListAsync(Acme, Cancel).ToListAsync(Cancel));
        Assert.Empty((await Ports.Streams.FindDeliveryAsync(Acme, stream, Cancel)).ETag);
        Assert.Equal(0, await Ports.Outbox.RemoveAllAsync(Acme, stream, Cancel));
        Assert.InRange(removed.Sum, 63, 200);
        Assert.Single(await Ports.Streams.ListAsync(other, Cancel).ToListAsync(Cancel));
        Assert.NotEmpty((await Ports.Streams.FindDeliveryAsync(other, stream, Cancel)).ETag);
        Assert.Equal(1, await Ports.Outbox.RemoveAllAsync(other, stream, Cancel));
        Assert.Equal(30, (await Ports.Accounts.FindAsync(other, Cancel))!.Users);
        Assert.Equal(
            30, (await Ports.Users.ListAsync(other, new Provisioning.Users.UserQuery { Type = UserType.Default }, Cancel)).Users.Count);
    }

    [Fact]
    public async Task Streams_are_kept_through_every_other_change()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel);
        StreamSetting[] streams = [Setting(EventContent.Full, isPush: true), Setting(EventContent.Notice, isPush: false)];
        var row = await ReadAsync();
        Assert.Empty(row.Streams);

        var changed = await Ports.Accounts.ChangeStreamsAsync(row, streams, Cancel);

        row = await KeptAsync();
        Assert.Equal(row.ETag, changed?.ETag);
        row = (await Ports.Users.WriteAsync(Acme, Sample.Creation(row, Sample.User("jane")), Cancel)).Row!; // It was written.
        Assert.Equal(streams, row.Streams);
        row = await KeptAsync();
        row = (await Ports.Accounts.UpdateSettingsAsync(row, null, Strictness.Strict, Cancel))!; // As just read.
        Assert.Equal(streams, row.Streams);
        row = await KeptAsync();
        row = (await Ports.Accounts.ChangeSchemasAsync(row, Sample.Start, AccountSchema.OfNewAccount, Cancel))!; // As just read.
        Assert.Equal(streams, row.Streams);
        row = await KeptAsync();
        Assert.Equal((1, Strictness.Strict, 1), (row.Users, row.Strictness, row.Schemas.Number));

        await Ports.Accounts.ChangeStreamsAsync(row, [], Cancel);
        var none = await ReadAsync();
        Assert.Empty(none.Streams);
        Assert.Equal(row with { Streams = [], ETag = none.ETag }, none with { Streams = [] });

        async Task<AccountSnapshot> ReadAsync() => (await Ports.Accounts.FindAsync(Acme, Cancel))!; // It was created.

        async Task<AccountSnapshot> KeptAsync()
        {
            var now = await ReadAsync();
            Assert.Equal(streams, now.Streams);
            return now;
        }
    }

    [Fact]
    public async Task Streams_of_a_row_that_changed_are_refused()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, 5, Strictness.Lenient, Cancel);
        var asRead = (await Ports.Accounts.FindAsync(Acme, Cancel))!; // Just created.
        await Ports.Users.WriteAsync(Acme, Sample.Creation(asRead, Sample.User("jane")), Cancel);

        Assert.Null(await Ports.Accounts.ChangeStreamsAsync(asRead, [Setting(EventContent.Full, isPush: true)], Cancel));
        Assert.Empty((await Ports.Accounts.FindAsync(Acme, Cancel))!.Streams);
    }

    private static StreamSetting Setting(EventContent content, bool isPush) =>
        new(StreamId.New(Sample.Start), content, isPush, Sample.Start.AddTicks(7));

    private sealed class Counter : IProgress<int>
    {
        public int Sum { get; private set; }

        public void Report(int value) => Sum += value;
    }
}
