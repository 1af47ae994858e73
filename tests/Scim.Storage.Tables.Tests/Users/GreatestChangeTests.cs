using System.Globalization;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Tests.Users;

/// <summary>The greatest change that the limits allow fits one transaction, with what may be written beside it.</summary>
public sealed class GreatestChangeTests : IAsyncLifetime
{
    // With the 40 addresses it makes a document of close to 512 KiB.
    private const int TitleLength = 519_000;

    private static readonly AttributeDefinition Title = UserType.Default.Attributes.Require("title");

    private TestStorage _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, 1, default, Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Forty_addresses_for_forty_others_and_for_three_streams_an_event_of_the_users_size_and_a_deactivation()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!; // Just created.
        var created = await _storage.Ports.Users.WriteAsync(
            Sample.Account, Sample.Creation(account, Great(Sample.User("jane", "x", Addresses("a")))), Cancel);
        var before = (await _storage.Ports.Users.FindAsync(Sample.Account, await IdAsync(), Cancel))!; // Just created.
        var after = Great(Sample.Next(before, "june", "y", Addresses("b"), active: false));
        var change = Sample.Replacement(Sample.Account, before, after).Changes[0];
        var streams = Enumerable.Range(0, StreamSetting.Most).Select(_ => StreamId.New(Sample.Start)).ToList();

        var outcome = await _storage.Ports.Users.WriteAsync(
            Sample.Account,
            new UserWrite(created.Row, [Sample.Counted(change, created.Row!, licences: 0) with // It was counted.
            {
                Events = [.. streams.SelectMany(stream => Told(stream, after))],
            }]),
            Cancel);

        Assert.InRange(after.Document.Length, 520_000, 512 * 1024);
        Assert.Equal((UserWriteResult.Written, 1), (outcome.Result, outcome.Changes));
        var stored = await _storage.Ports.Users.FindAsync(Sample.Account, after.Id, Cancel);
        Assert.Equal(after.Document.ToArray(), stored!.Document.ToArray());
        foreach (var told in streams.SelectMany(stream => Told(stream, after)))
        {
            var row = await _storage.Tables.Users.FindAsync(Sample.Account.Value, EventKeys.Event(told.Stream, told.Id), Cancel);
            Assert.Equal(told.Content.ToArray(), EventRow.Read(row!).Content.ToArray());
        }
    }

    [Fact]
    public async Task What_is_refused_leaves_no_event()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!; // Just created.
        var row = (await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(account, Sample.User("jane")), Cancel)).Row!;
        var twin = Sample.Creation(row, Sample.User("JANE"));

        var told = Told(StreamId.New(Sample.Start), twin.Changes[0].After!)[0];

        var outcome = await _storage.Ports.Users.WriteAsync(
            Sample.Account, twin with { Changes = [twin.Changes[0] with { Events = [told] }] }, Cancel);

        Assert.Equal(UserWriteResult.UserNameTaken, outcome.Result);
        Assert.Null(await _storage.Tables.Users.FindAsync(Sample.Account.Value, EventKeys.Event(told.Stream, told.Id), Cancel));
    }

    private static OutboxEvent[] Told(StreamId stream, UserRecord after)
    {
        var change = new OutboxEvent
        {
            Stream = stream,
            Id = new EventId(after.Version, EventId.Change),
            Kind = EventKind.Put,
            When = Sample.Start,
            User = after.Id,
            Version = after.Version,
            IsFull = true,
            Content = after.Document,
        };
        return [change, change with { Id = change.Id with { Number = EventId.Activity }, Kind = EventKind.Deactivate, Content = default }];
    }

    private async Task<UserId> IdAsync() =>
        Assert.Single(
            (await _storage.Ports.Users.ListAsync(Sample.Account, new UserQuery { Type = UserType.Default, Count = 1 }, Cancel)).Users).Id;

    private static UserRecord Great(UserRecord user) =>
        Sample.Stored(user, ResourceWriter.ToUtf8(user.In(UserType.Default).With(Title, new string('t', TitleLength))));

    private static string[] Addresses(string name) =>
        [.. Enumerable.Range(0, 40).Select(number => string.Create(CultureInfo.InvariantCulture, $"{name}{number}@example.com"))];
}
