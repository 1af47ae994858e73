using Microsoft.Extensions.Time.Testing;
using Scim.Events.Handout;
using Scim.Events.Tests.Push;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.InMemory;

namespace Scim.Events.Tests.Handout;

/// <summary>Few acknowledged events are removed at once, and many when the receiver pauses.</summary>
public sealed class AcknowledgedEventsTests : IAsyncLifetime
{
    private const int Half = AcknowledgedEvents.Many;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStorage _storage = new();
    private readonly FaultyOutbox _outbox;
    private readonly AcknowledgedEvents _acknowledged;
    private readonly StreamRecord _stream;
    private readonly List<EventId> _ids = [];

    // As many as a test has asked for, each ended once the removal is done.
    private readonly SemaphoreSlim _removals = new(0);

    public AcknowledgedEventsTests()
    {
        _outbox = new FaultyOutbox(_storage.Outbox);
        _acknowledged = new AcknowledgedEvents(_outbox, new DeliveryNotes(_storage.Streams, _time), _time);
        _stream = new StreamRecord
        {
            Account = AccountId.Parse("acme"),
            Id = StreamId.New(_time.GetUtcNow()),
            Audience = "https://receiver.example.com",
            Content = EventContent.Notice,
            Created = _time.GetUtcNow(),
            From = _time.GetUtcNow().AddDays(-1),
        };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _storage.Streams.AddAsync(_stream, Cancel);
        for (var number = 0; number < 4 * Half; number++)
        {
            var told = new Chain(_stream).Next(_time.GetUtcNow());
            _ids.Add(told.Id);
            await _outbox.AddAsync(_stream.Account, told, Cancel);
        }
        _ids.Sort();
    }

    public ValueTask DisposeAsync() => _acknowledged.DisposeAsync();

    [Fact]
    public async Task Few_are_removed_at_once()
    {
        await TakeAsync(_ids[..(Half - 1)]);

        Assert.Equal(0, await RemoveAsync(_ids[..(Half - 1)]));
        Assert.Equal(_time.GetUtcNow(), (await _storage.Streams.FindDeliveryAsync(_stream.Account, _stream.Id, Cancel)).LastDelivered);
    }

    [Fact]
    public async Task Many_are_not_found_any_more_and_removed_when_the_receiver_pauses()
    {
        var control = new EventId(WriteId.New(_time.GetUtcNow()), EventId.Control);
        _outbox.RemovedAcknowledged = _ => _removals.Release();

        await TakeAsync([.. _ids[..Half], control]);
        _time.Advance(AcknowledgedEvents.Pause / 2);
        await TakeAsync(_ids[Half..(2 * Half)]);
        _time.Advance(AcknowledgedEvents.Pause / 2); // One more has come: it is waited for a pause from here on.

        Assert.Equal(_ids[(2 * Half)..], await WaitingAsync());
        Assert.Equal(0, _removals.CurrentCount);

        _time.Advance(AcknowledgedEvents.Pause);
        await _removals.WaitAsync(Cancel);

        Assert.Equal(0, await RemoveAsync(_ids[..(2 * Half)]));
        Assert.Equal(_ids[(2 * Half)..], await WaitingAsync());
        Assert.Equal(_time.GetUtcNow() - (AcknowledgedEvents.Pause * 2),
            (await _storage.Streams.FindDeliveryAsync(_stream.Account, _stream.Id, Cancel)).LastDelivered);
    }

    [Fact]
    public async Task Those_of_many_notes_are_removed_though_the_receiver_does_not_pause()
    {
        _outbox.RemovedAcknowledged = _ => _removals.Release();
        for (var noted = 0; noted < AcknowledgedEvents.MostNoted; noted += Half)
            await TakeAsync(_ids[..Half]);

        await TakeAsync(_ids[Half..(2 * Half)]); // It is not noted: it is removed.

        Assert.Equal(Half, await RemoveAsync(_ids[..Half]));
        Assert.Equal(0, await RemoveAsync(_ids[Half..(2 * Half)]));
        _time.Advance(AcknowledgedEvents.Pause);
        await _removals.WaitAsync(Cancel);
        await TakeAsync(_ids[(2 * Half)..(3 * Half)]);
        Assert.Equal(Half, await RemoveAsync(_ids[(2 * Half)..(3 * Half)]));
    }

    [Fact]
    public async Task Large_notes_count_by_what_they_name()
    {
        // A receiver may acknowledge what never was.
        for (var noted = 0; noted < AcknowledgedEvents.MostNoted; noted += IOutbox.MostAcknowledged)
            await TakeAsync(Enumerable.Range(0, IOutbox.MostAcknowledged).Select(_ => new Chain(_stream).Next(_time.GetUtcNow()).Id));

        await TakeAsync(_ids[..Half]); // They are not noted: they are removed.

        Assert.Equal(0, await RemoveAsync(_ids[..Half]));
    }

    [Fact]
    public async Task What_storage_cannot_remove_is_left_to_others()
    {
        _outbox.Removing = () => throw new StorageUnavailableException("It is down.");
        _outbox.RemovedAcknowledged = _ => _removals.Release();
        await TakeAsync(_ids[..Half]);

        _time.Advance(AcknowledgedEvents.Pause);
        await _removals.WaitAsync(Cancel);

        Assert.Equal(_ids[Half..], await WaitingAsync());
        _outbox.Removing = () => Task.CompletedTask;
        await _acknowledged.RemoveNotedAsync(_stream, _time.GetUtcNow(), Cancel);
        Assert.Equal(0, await RemoveAsync(_ids[..Half]));
    }

    [Fact]
    public async Task An_end_leaves_them_and_nothing_is_noted_after_it()
    {
        await TakeAsync(_ids[..Half]);

        await _acknowledged.DisposeAsync();
        await TakeAsync(_ids[Half..(2 * Half)]);

        Assert.Equal(_ids[(2 * Half)..], await WaitingAsync());
        Assert.Equal((Half, 0), (await RemoveAsync(_ids[..Half]), await RemoveAsync(_ids[Half..(2 * Half)])));
    }

    private Task TakeAsync(IEnumerable<EventId> taken) => _acknowledged.TakeAsync(_stream, taken.ToHashSet(), Cancel);

    private Task<int> RemoveAsync(IReadOnlyCollection<EventId> events) =>
        _storage.Outbox.RemoveAsync(_stream.Account, _stream.Id, events, Cancel);

    private async Task<IReadOnlyList<EventId>> WaitingAsync()
    {
        var pages = await _outbox.KeysAsync(_stream.Account, _stream.Id, from: null, before: null, Cancel).ToListAsync(Cancel);
        return [.. pages.SelectMany(page => page).Select(key => key.Id)];
    }
}
