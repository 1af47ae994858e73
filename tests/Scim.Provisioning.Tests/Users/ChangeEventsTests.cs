using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tests.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>The events that the changes of users write.</summary>
public sealed class ChangeEventsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly StreamSetting _full = Setting(EventContent.Full);
    private readonly StreamSetting _notice = Setting(EventContent.Notice);
    private InMemoryStorage _storage = null!;
    private Instance _service = null!;

    private static AccountId Acme => Instance.Account;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await Instance.StorageAsync(licences: 1);
        _service = new Instance(_storage, _time);
        await SetAsync(_full, _notice);
        _time.Advance(TimeSpan.FromMilliseconds(1));
    }

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        return default;
    }

    [Fact]
    public async Task A_creation_tells_the_user_as_it_is()
    {
        var user = await _service.CreateAsync("jane", """, "externalId":"x1","title":"Dr" """);

        var (full, notice) = (Assert.Single(await EventsAsync(_full)), Assert.Single(await EventsAsync(_notice)));
        Assert.Equal(new EventId(user.Version, EventId.Change), full.Id);
        Assert.Equal(
            (EventKind.Create, user.Id, "x1", user.Version, null, user.Version.Time),
            (full.Kind, full.User, full.ExternalId, full.Version, full.Previous, full.When));
        Assert.Equal((true, user.Created, user.LastModified), (full.IsFull, full.Created, full.LastModified));
        Assert.Equal(user.Document.ToArray(), full.Content.ToArray());
        Assert.Equal(
            full with { Stream = _notice.Id, IsFull = false, Created = null, LastModified = null, ETag = "", Content = default },
            notice with { ETag = "", Content = default });
        Assert.Equal(["active", "externalId", "name", "title", "userName"], Names(notice));
    }

    [Fact]
    public async Task A_patch_tells_what_has_changed_and_which_version_it_was()
    {
        var before = await CreateAsync("jane");

        var after = await _service.PatchAsync(before, """{"op":"replace","path":"name.givenName","value":"June"}""");

        var (full, notice) = (Assert.Single(await EventsAsync(_full)), Assert.Single(await EventsAsync(_notice)));
        Assert.Equal((EventKind.Patch, after.Version, before.Version), (full.Kind, full.Version, full.Previous));
        Assert.Equal((true, null, null), (full.IsFull, full.Created, full.LastModified));
        Assert.Equal(
            $$$"""{"schemas":["{{{SchemaUris.PatchOp}}}"],"Operations":[{"op":"replace","path":"name.givenName","value":"June"}]}""",
            Text(full));
        Assert.Equal((EventKind.Patch, false, """["name.givenName"]"""), (notice.Kind, notice.IsFull, Text(notice)));
    }

    [Fact]
    public async Task A_replacement_tells_the_user_as_it_becomes()
    {
        var before = await CreateAsync("jane");

        var after = await _service.PutAsync(before, """{"userName":"june","name":{"givenName":"A","familyName":"B"},"active":true}""");

        var (full, notice) = (Assert.Single(await EventsAsync(_full)), Assert.Single(await EventsAsync(_notice)));
        Assert.Equal((EventKind.Put, after.Version, before.Version), (full.Kind, full.Version, full.Previous));
        Assert.Equal(after.Document.ToArray(), full.Content.ToArray());
        Assert.Equal((after.Created, after.LastModified), (full.Created, full.LastModified));
        Assert.Equal((EventKind.Put, """["userName"]"""), (notice.Kind, Text(notice)));
    }

    [Fact]
    public async Task A_deletion_tells_who_it_was()
    {
        var before = await CreateAsync("jane", """, "externalId":"x1" """);
        await _service.DeleteAsync(before);

        foreach (var stream in (StreamSetting[])[_full, _notice])
        {
            var told = Assert.Single(await EventsAsync(stream));
            Assert.Equal(
                (EventKind.Delete, before.Id, "x1", null, before.Version, false, 0),
                (told.Kind, told.User, told.ExternalId, told.Version, told.Previous, told.IsFull, told.Content.Length));
            Assert.True(told.Id.Write.Time > before.Version.Time);
        }
    }

    [Theory]
    [InlineData("patch")]
    [InlineData("put")]
    public async Task Who_is_deactivated_or_activated_is_told_so_behind_the_change(string how)
    {
        var user = await CreateAsync("jane");
        foreach (var (active, kind) in ((string, EventKind)[])[("false", EventKind.Deactivate), ("true", EventKind.Activate)])
        {
            var after = how == "patch"
                ? await _service.PatchAsync(user, $$"""{"op":"replace","path":"active","value":{{active}}}""")
                : await _service.PutAsync(user, $$"""{"userName":"jane","name":{"givenName":"A","familyName":"B"},"active":{{active}}}""");
            foreach (var stream in (StreamSetting[])[_full, _notice])
            {
                var events = await EventsAsync(stream);
                Assert.Equal([how == "patch" ? EventKind.Patch : EventKind.Put, kind], events.Select(told => told.Kind));
                Assert.Equal(
                    [new EventId(after.Version, EventId.Change), new EventId(after.Version, EventId.Activity)],
                    events.Select(told => told.Id));
                Assert.Equal((user.Id, after.Version, events[0].Previous), (events[1].User, events[1].Version, events[1].Previous));
                Assert.Equal((false, 0, null), (events[1].IsFull, events[1].Content.Length, events[1].Created));
            }
            await ForgetAsync();
        }
    }

    [Fact]
    public async Task Who_gets_a_licence_that_was_waited_for_is_told_active()
    {
        await CreateAsync("jane");
        var waiting = await CreateAsync("joan");
        await SetLicencesAsync(2);
        _time.Advance(TimeSpan.FromSeconds(30));

        await _service.PatchAsync(waiting, """{"op":"replace","path":"active","value":true}""");

        Assert.Equal([EventKind.Patch, EventKind.Activate], (await EventsAsync(_full)).Select(told => told.Kind));
    }

    [Fact]
    public async Task What_changes_nothing_or_is_refused_is_not_told()
    {
        var user = await CreateAsync("jane");
        await CreateAsync("joan");

        await _service.PatchAsync(user, """{"op":"replace","path":"name.givenName","value":"A"}""");
        await Instance.RefusalAsync(() => _service.PatchAsync(user, """{"op":"replace","path":"userName","value":"joan"}"""));
        await Instance.RefusalAsync(() => _service.CreateAsync("jane"));

        Assert.Empty(await EventsAsync(_full));
    }

    [Fact]
    public async Task What_never_is_returned_stands_in_no_event_and_a_change_of_only_that_is_told_by_name()
    {
        const string Hidden = """{"name":"pin","mutability":"writeOnly","returned":"never"}""";
        await _storage.Users.ChangeAsync(Acme, Start, OwnSchemas.Document(OwnSchemas.Desk, """{"name":"code"}""", Hidden));
        _time.Advance(TimeSpan.FromSeconds(30));
        var user = await _service.CreateAsync("jane", $$""","{{OwnSchemas.Desk}}":{"code":"c1","pin":"s3cret"} """);
        await _service.PatchAsync(user, $$"""{"op":"replace","path":"{{OwnSchemas.Desk}}:pin","value":"s3cret2"}""");
        await _service.PatchAsync(user, $$"""{"op":"replace","value":{"{{OwnSchemas.Desk}}":{"code":"c2","pin":"s3cret3"} } }""");
        await _service.PutAsync(
            user, $$"""{"userName":"jane","name":{"givenName":"A","familyName":"B"},"{{OwnSchemas.Desk}}":{"pin":"s3cret4"} }""");

        var (full, notice) = (await EventsAsync(_full), await EventsAsync(_notice));
        Assert.All(full.Concat(notice), told => Assert.DoesNotContain("s3cret", Text(told), StringComparison.Ordinal));
        Assert.Contains("\"c1\"", Text(full[0]), StringComparison.Ordinal);
        Assert.Equal([true, false, true, true], full.Select(told => told.IsFull));
        Assert.Equal($"""["{OwnSchemas.Desk}:pin"]""", Text(full[1]));
        Assert.Equal([EventKind.Create, EventKind.Patch, EventKind.Patch, EventKind.Put], full.Select(told => told.Kind));
        Assert.Equal(Text(notice[1]), Text(full[1]));
    }

    [Fact]
    public async Task Exactly_the_changes_whose_ids_are_later_than_the_streams_beginning_are_told()
    {
        var later = _full with { From = Start.AddMinutes(1) };
        await SetAsync(later);
        _time.SetUtcNow(Start.AddMinutes(1).AddTicks(9_999));
        var user = await _service.CreateAsync("jane");
        Assert.Equal(Start.AddMinutes(1), user.Version.Time);
        Assert.Empty(await EventsAsync(later));

        // Its id is a millisecond later than the version that it replaces, though the clock is not.
        var after = await _service.PatchAsync(user, """{"op":"replace","path":"title","value":"Dr"}""");

        Assert.Equal(after.Version, Assert.Single(await EventsAsync(later)).Version);
    }

    [Fact]
    public async Task An_instance_learns_of_a_stream_and_of_its_end_after_25_seconds()
    {
        await SetAsync();
        using var other = new Instance(_storage, _time);
        var user = await other.CreateAsync("jane");
        await SetAsync(_full);

        _time.Advance(TimeSpan.FromSeconds(25) - TimeSpan.FromTicks(1));
        user = await other.PatchAsync(user, """{"op":"replace","path":"title","value":"1"}""");
        Assert.Empty(await EventsAsync(_full));
        _time.Advance(TimeSpan.FromTicks(1));
        user = await other.PatchAsync(user, """{"op":"replace","path":"title","value":"2"}""");
        Assert.Single(await EventsAsync(_full));

        await SetAsync(); // It was disabled.
        _time.Advance(TimeSpan.FromSeconds(25));
        await other.PatchAsync(user, """{"op":"replace","path":"title","value":"3"}""");
        Assert.Single(await EventsAsync(_full));
    }

    [Fact]
    public async Task An_instance_whose_view_of_the_row_is_old_learns_with_the_write_that_fails()
    {
        await SetAsync();
        using var other = new Instance(_storage, _time);
        await other.CreateAsync("jane");
        await SetAsync(_full);

        await other.CreateAsync("joan");

        Assert.Single(await EventsAsync(_full));
    }

    [Fact]
    public async Task Three_streams_are_told_alike()
    {
        StreamSetting[] streams = [_full, _notice, Setting(EventContent.Full)];
        await SetAsync(streams);
        _time.Advance(TimeSpan.FromSeconds(25));

        var user = await _service.CreateAsync("jane");
        await _service.PatchAsync(user, """{"op":"replace","path":"active","value":false}""");

        var told = new List<List<EventId>>();
        foreach (var stream in streams)
            told.Add((await EventsAsync(stream)).ConvertAll(one => one.Id));
        Assert.Equal(3, told[0].Count);
        Assert.All(told, ids => Assert.Equal(told[0], ids));
    }

    [Fact]
    public async Task The_external_id_of_an_event_is_the_new_one()
    {
        var before = await CreateAsync("jane", """, "externalId":"x1" """);
        await _service.PatchAsync(before, """{"op":"replace","path":"externalId","value":"x2"}""");

        Assert.Equal("x2", Assert.Single(await EventsAsync(_full)).ExternalId);
    }

    private static StreamSetting Setting(EventContent content) => new(StreamId.New(Start), content, IsPush: false, Start);

    private static string Text(OutboxEvent told) => Encoding.UTF8.GetString(told.Content.Span);

    private static IEnumerable<string> Names(OutboxEvent told) =>
        JsonNode.Parse(Text(told))!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal); // All are texts.

    private async Task<UserRecord> CreateAsync(string userName, string more = "")
    {
        var user = await _service.CreateAsync(userName, more);
        await ForgetAsync();
        return user;
    }

    private async Task SetAsync(params StreamSetting[] streams)
    {
        var row = (await _storage.Users.FindAsync(Acme, Cancel))!; // It was created.
        Assert.NotNull(await _storage.Users.ChangeStreamsAsync(row, streams, Cancel));
    }

    private async Task SetLicencesAsync(int owned)
    {
        var row = (await _storage.Users.FindAsync(Acme, Cancel))!; // It was created.
        Assert.NotNull(await _storage.Users.UpdateSettingsAsync(row, owned, row.Settings, Cancel));
    }

    private async Task ForgetAsync()
    {
        await _storage.Outbox.RemoveAllAsync(Acme, _full.Id, Cancel);
        await _storage.Outbox.RemoveAllAsync(Acme, _notice.Id, Cancel);
    }

    private async Task<List<OutboxEvent>> EventsAsync(StreamSetting stream) =>
        [.. (await _storage.Outbox.PagesAsync(Acme, stream.Id, after: null, 100, Cancel).ToListAsync(Cancel)).SelectMany(page => page)];
}
