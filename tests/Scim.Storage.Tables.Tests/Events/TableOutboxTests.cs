using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Rows;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Events;

public sealed class TableOutboxTests : OutboxContract
{
    private TestStorage? _storage;

    private TestStorage Storage => _storage!;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_is_done_while_answers_are_lost_is_done_once(int losses)
    {
        var told = SampleStreams.Event(Stream, 500);
        var ids = (await AddAsync(105)).ConvertAll(one => one.Id);
        Lose();
        await Ports.Outbox.AddAsync(Account, told, Cancel);
        Assert.Single(await ReadAsync(ids[^1]));

        Lose();
        Assert.True(await Ports.Outbox.SetAsideAsync(Account, Stream, told.Id, "no", Cancel));
        Assert.Equal("no", Assert.Single(await ReadAsync(ids[^1])).SetAside);

        Lose();
        Assert.InRange(await Ports.Outbox.RemoveAsync(Account, Stream, ids, Cancel), 5, 105);
        Assert.Equal(told.Id, Assert.Single(await ReadAsync()).Id);

        void Lose()
        {
            Assert.Equal(0, Storage.Faults.Planned);
            Storage.Faults.OnWrites(Enumerable.Repeat(AnswerLost, losses));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Users_are_told_anew_once_while_answers_are_lost(int losses)
    {
        var (jane, joan) = (await CreateAsync("jane"), await CreateAsync("joan"));
        Storage.Faults.OnWrites(Enumerable.Repeat(AnswerLost, losses));

        Assert.Empty(await Ports.Outbox.AddForAsync(Account, [Again(jane), Again(joan)], Cancel));

        Assert.Equal(0, Storage.Faults.Planned);
        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task Users_that_were_told_anew_before_they_changed_count_as_told_though_the_answer_was_lost()
    {
        var (jane, joan) = (await CreateAsync("jane"), await CreateAsync("joan"));
        await using var other = Storage.Another();
        Storage.Faults.OnWrites(AnswerLostAfter(() => ChangeAsync(other, jane)));

        Assert.Empty(await Ports.Outbox.AddForAsync(Account, [Again(jane), Again(joan)], Cancel));

        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task A_user_that_changes_before_it_is_told_anew_is_left_out_and_the_others_are_told_though_the_answer_was_lost()
    {
        var (jane, joan, june) = (await CreateAsync("jane"), await CreateAsync("joan"), await CreateAsync("june"));
        await using var other = Storage.Another();
        Storage.Faults.OnWrites(async (send, cancellationToken) =>
        {
            await ChangeAsync(other, joan);
            return await AnswerLost(send, cancellationToken);
        });

        Assert.Equal([joan.Id], await Ports.Outbox.AddForAsync(Account, [Again(jane), Again(joan), Again(june)], Cancel));

        Assert.Equal(new[] { jane.Id, june.Id }.Order(), (await ReadAsync()).Select(told => told.User!.Value).Order());
    }

    [Fact]
    public async Task An_event_that_was_there_before_does_not_stand_for_the_others_when_an_answer_is_lost()
    {
        var (jane, joan) = (await CreateAsync("jane"), await CreateAsync("joan"));
        var (first, second) = (Again(jane), Again(joan));
        await Ports.Outbox.AddAsync(Account, first.Event, Cancel);
        Storage.Faults.OnWrites(AnswerLost);

        Assert.Empty(await Ports.Outbox.AddForAsync(Account, [first, second], Cancel));

        Assert.Equal(2, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task What_another_removes_meanwhile_is_left_out()
    {
        var ids = (await AddAsync(100)).ConvertAll(told => told.Id);
        await using var other = Storage.Another();
        Storage.Faults.OnWrites(
            After(() => other.Ports.Outbox.RemoveAsync(Account, Stream, ids[10..20], Cancel)),
            After(() => other.Ports.Outbox.RemoveAsync(Account, Stream, ids[50..52], Cancel)));

        Assert.Equal(88, await Ports.Outbox.RemoveAsync(Account, Stream, ids, Cancel));

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task An_event_that_is_removed_while_it_is_set_aside_stays_gone()
    {
        var id = (await AddAsync(1))[0].Id;
        await using var other = Storage.Another();
        Storage.Faults.OnWrites(AnswerLostAfter(() => other.Ports.Outbox.RemoveAsync(Account, Stream, [id], Cancel)));

        Assert.False(await Ports.Outbox.SetAsideAsync(Account, Stream, id, "no", Cancel));

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task An_empty_change_keeps_every_column_of_the_users_row_and_gives_it_a_new_tag()
    {
        var jane = await CreateAsync("jane", "x", ["jane@example.com"]);
        var before = await RowAsync(jane);

        await Ports.Outbox.AddForAsync(Account, [Again(jane)], Cancel);

        var after = await RowAsync(jane);
        Assert.NotEqual(before["odata.etag"], after["odata.etag"]);
        foreach (var volatileColumn in (string[])["odata.etag", "Timestamp"])
            Assert.True(before.Remove(volatileColumn) && after.Remove(volatileColumn));
        Assert.Equal(before, after);
        var stale = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "june")), Cancel);
        Assert.Equal(UserWriteResult.UserChanged, stale.Result);
    }

    [Fact]
    public async Task Pages_of_large_events_have_fewer()
    {
        foreach (var second in Enumerable.Range(0, 12))
            await Ports.Outbox.AddAsync(Account, SampleStreams.Event(Stream, second) with { Content = new byte[500_000] }, Cancel);

        var pages = await Ports.Outbox.PagesAsync(Account, Stream, after: null, pageSize: 100, Cancel).ToListAsync(Cancel);

        Assert.Equal(12, pages.Sum(page => page.Count));
        Assert.All(pages, page => Assert.InRange(page.Count, 0, 2));
    }

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await Storage.DisposeAsync();

    private static async Task ChangeAsync(TestStorage by, UserRecord user)
    {
        var now = (await by.Ports.Users.FindAsync(Account, user.Id, Cancel))!; // Just created.
        await by.Ports.Users.WriteAsync(Account, Sample.Replacement(Account, now, Sample.Next(now, "changed")), Cancel);
    }

    private async Task<Dictionary<string, object>> RowAsync(UserRecord user) =>
        (await Storage.Tables.Users.FindAsync(Account.Value, UserKeys.User(user.Id), Cancel))!.ToDictionary(); // Just created.
}
