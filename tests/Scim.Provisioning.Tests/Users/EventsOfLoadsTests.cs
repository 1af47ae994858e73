using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Users;

/// <summary>The events of users that an operator brings, and who is woken for them.</summary>
public sealed class EventsOfLoadsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start.AddMilliseconds(1));
    private readonly CommitSignals _signals = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_told_as_created_to_each_stream()
    {
        StreamSetting[] streams = [Stream(EventContent.Full), Stream(EventContent.Notice)];
        var storage = await StorageAsync(streams);
        var raised = 0;
        _signals.Committed += (account, told) => raised += account == Instance.Account && told.Count == 2 ? 1 : 0;
        var users = Enumerable.Range(0, 50)
            .Select(number => Loads.User($"u{number}", Start, number))
            .Select(user => user with { Created = Start.AddYears(-1), LastModified = Start.AddDays(-1) });

        var outcomes = await Loads.LoadAsync(storage.Users, storage.Users, _time, users, _signals);

        var events = await EventsAsync(storage, streams[0]);
        Assert.Equal(
            outcomes.Select(outcome => $"{outcome.Created!.Version}").Order(StringComparer.Ordinal), // Each was created.
            events.Select(told => $"{told.Version}"));
        Assert.All(events, told => Assert.Equal(
            (EventKind.Create, Start.AddYears(-1), Start.AddDays(-1)), (told.Kind, told.Created!.Value, told.LastModified!.Value)));
        Assert.Equal(50, (await EventsAsync(storage, streams[1])).Count);
        Assert.InRange(raised, 2, 10);
    }

    [Fact]
    public async Task Nobody_is_woken_where_no_stream_is()
    {
        var storage = await StorageAsync();
        var raised = 0;
        _signals.Committed += (_, _) => raised++;

        var outcomes = await Loads.LoadAsync(storage.Users, storage.Users, _time, [Loads.User("jane", Start)], _signals);

        Assert.NotNull(Assert.Single(outcomes).Created);
        Assert.Equal(0, raised);
    }

    private static StreamSetting Stream(EventContent content) => new(StreamId.New(Start), content, IsPush: false, Start);

    private static async Task<InMemoryStorage> StorageAsync(params StreamSetting[] streams)
    {
        var storage = await Instance.StorageAsync(licences: 1);
        var row = (await storage.Users.FindAsync(Instance.Account, Stop))!; // It was created.
        Assert.NotNull(await storage.Users.ChangeStreamsAsync(row, streams, Stop));
        return storage;
    }

    private static async Task<List<OutboxEvent>> EventsAsync(InMemoryStorage storage, StreamSetting stream)
    {
        var pages = await storage.Outbox.PagesAsync(Instance.Account, stream.Id, after: null, 100, Stop).ToListAsync(Stop);
        return [.. pages.SelectMany(page => page)];
    }
}
