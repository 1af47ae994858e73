using Azure.Data.Tables;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.Contracts;
using Scim.Testing;

namespace Scim.Storage.Tables.Tests.Integrity;

public sealed class StreamCheckTests : IAsyncLifetime
{
    private readonly StreamRecord _stream = SampleStreams.Poll(Account);

    private TestStorage _storage = null!;
    private TestStorage _later = null!;

    private static AccountId Account => Sample.Account;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        _later = _storage.Another(new ShiftedClock(TimeSpan.FromMinutes(3)));
        await _storage.Ports.Accounts.CreateAsync(Account, Sample.Start, null, Strictness.Lenient, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _later.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Streams_of_every_status_and_their_events_are_nothing_wrong()
    {
        StreamRecord[] streams =
        [
            _stream,
            SampleStreams.Push(Account, 1) with { Deleted = null },
            SampleStreams.Poll(Account, 2) with { Status = StreamStatus.Disabled },
            SampleStreams.Poll(Account, 3) with { Deleted = Sample.Start },
        ];
        foreach (var stream in streams)
            await AddAsync(stream);
        await SetAsync([.. streams.Select(stream => stream.Setting).OfType<StreamSetting>().Reverse()]);

        Assert.Empty(await CheckAsync(_later, repair: true));
        Assert.Equal(4, (await Task.WhenAll(streams.Select(stream => EventsAsync(stream.Id)))).Sum());
    }

    [Fact]
    public async Task A_stream_that_the_accounts_row_lacks_is_told_and_begins_anew()
    {
        await AddAsync(_stream);
        Assert.Empty(await CheckAsync(_storage, repair: true)); // It may be about to be made known.
        await IsToldAndRepairedAsync(FindingKind.StreamSetting, _stream.Id.ToString());

        var now = (await _storage.Ports.Streams.FindAsync(Account, _stream.Id, Cancel))!; // It was added.
        Assert.True(now.From > TimeProvider.System.GetUtcNow() + StreamSetting.Notice);
        Assert.Equal([now.Setting!], await SettingsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_only_the_accounts_row_has_is_told_and_taken_out(bool isThere)
    {
        if (isThere)
            await AddAsync(_stream with { Status = StreamStatus.Disabled });
        await SetAsync(_stream.Setting!); // It is enabled.

        await IsToldAndRepairedAsync(FindingKind.StreamSetting, _stream.Id.ToString());

        Assert.Empty(await SettingsAsync());
    }

    [Fact]
    public async Task A_stream_of_which_the_accounts_row_says_something_else_is_told_and_the_others_stay()
    {
        var (pushed, other) = (SampleStreams.Push(Account, 1) with { Deleted = null }, SampleStreams.Poll(Account, 2));
        await AddAsync(pushed);
        await AddAsync(other);
        await SetAsync(pushed.Setting! with { Content = EventContent.Notice }, other.Setting!); // They take events.

        await IsToldAndRepairedAsync(FindingKind.StreamSetting, pushed.Id.ToString());

        Assert.Equal([pushed.Setting!, other.Setting!], await SettingsAsync());
    }

    [Fact]
    public async Task A_stream_for_which_there_is_no_room_is_told_and_left_alone()
    {
        var streams = Enumerable.Range(1, 4).Select(number => SampleStreams.Poll(Account, number)).ToList();
        foreach (var stream in streams)
            await AddAsync(stream);
        var gone = SampleStreams.Poll(Account, 9).Setting!; // It is enabled.
        await SetAsync(streams[0].Setting!, streams[1].Setting!, gone);

        var repaired = await CheckAsync(_later, repair: true);

        Assert.Equal(
            [(streams[2].Id, FindingState.Repaired), (streams[3].Id, FindingState.Found), (gone.Id, FindingState.Repaired)],
            repaired.Select(finding => (StreamId.TryParse(finding.Subject, out var id) ? id : default, finding.State)));
        Assert.Equal(streams[..3].Select(stream => stream.Id), (await SettingsAsync()).Select(setting => setting.Id));
        Assert.Equal(streams[3].Id.ToString(), Assert.Single(await CheckAsync(_later, repair: false)).Subject);
    }

    [Fact]
    public async Task A_setting_whose_stream_was_just_made_is_left_alone()
    {
        var setting = _stream.Setting! with { Id = StreamId.New(TimeProvider.System.GetUtcNow()) }; // It is enabled.
        await SetAsync(setting);

        Assert.Empty(await CheckAsync(_storage, repair: true));
        Assert.Equal([setting], await SettingsAsync());
    }

    [Fact]
    public async Task Events_of_a_stream_that_is_gone_are_told_and_removed_and_no_others()
    {
        await AddAsync(_stream);
        await SetAsync(_stream.Setting!); // It is enabled.
        var gone = StreamId.New(Sample.Start.AddSeconds(-1));
        await _storage.Ports.Outbox.AddAsync(Account, SampleStreams.Control(gone), Cancel);
        for (var second = 0; second < 3; second++)
            await _storage.Ports.Outbox.AddAsync(Account, SampleStreams.Event(gone, second), Cancel);

        await IsToldAndRepairedAsync(FindingKind.StrayEvents, $"event:{gone}:");

        Assert.Equal((0, 1), (await EventsAsync(gone), await EventsAsync(_stream.Id)));
    }

    [Fact]
    public async Task What_is_noted_of_a_stream_that_is_gone_is_told_and_removed()
    {
        await _storage.Ports.Streams.WriteDeliveryAsync(new StreamDelivery { Account = Account, Stream = _stream.Id, Lost = 3 }, Cancel);

        await IsToldAndRepairedAsync(FindingKind.StrayDelivery, $"{_stream.Id}:delivery");

        Assert.Equal(0, (await _storage.Ports.Streams.FindDeliveryAsync(Account, _stream.Id, Cancel)).Lost);
    }

    [Fact]
    public async Task Rows_that_nobody_knows_are_told_and_left_alone()
    {
        await _storage.Tables.Users.AddAsync(new TableEntity(Account.Value, "event:other"), Cancel);
        await _storage.Tables.Streams.AddAsync(new TableEntity(Account.Value, "other"), Cancel);

        foreach (var repair in (bool[])[false, true])
        {
            Assert.Equal(
                [(FindingKind.StrayEvents, "event:other", FindingState.Found), (FindingKind.StrayDelivery, "other", FindingState.Found)],
                (await CheckAsync(_later, repair)).Select(finding => (finding.Kind, finding.Subject, finding.State)));
        }
    }

    private async Task IsToldAndRepairedAsync(FindingKind kind, string subject)
    {
        foreach (var (repair, state) in ((bool, FindingState)[])[(false, FindingState.Found), (true, FindingState.Repaired)])
        {
            Assert.Equal(
                [(kind, subject, state)],
                (await CheckAsync(_later, repair)).Select(finding => (finding.Kind, finding.Subject, finding.State)));
        }
        Assert.Empty(await CheckAsync(_later, repair: false));
    }

    private static async Task<List<Finding>> CheckAsync(TestStorage storage, bool repair) =>
        await storage.Get<IIntegrityCheck>().CheckAsync(Account, repair, Cancel).ToListAsync(Cancel);

    /// <summary>Adds a stream with an event.</summary>
    private async Task AddAsync(StreamRecord stream)
    {
        await _storage.Ports.Streams.AddAsync(stream, Cancel);
        await _storage.Ports.Outbox.AddAsync(Account, SampleStreams.Event(stream.Id), Cancel);
    }

    private async Task SetAsync(params StreamSetting[] settings)
    {
        var row = (await _storage.Ports.Accounts.FindAsync(Account, Cancel))!; // It was created.
        Assert.NotNull(await _storage.Ports.Accounts.ChangeStreamsAsync(row, settings, Cancel));
    }

    private async Task<IReadOnlyList<StreamSetting>> SettingsAsync() =>
        (await _storage.Ports.Accounts.FindAsync(Account, Cancel))!.Streams; // It was created.

    private async Task<int> EventsAsync(StreamId stream) =>
        (await _storage.Ports.Outbox.KeysAsync(Account, stream, from: null, before: null, Cancel).ToListAsync(Cancel))
            .Sum(page => page.Count);
}
