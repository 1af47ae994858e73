using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Scim.Events.Handout;
using Scim.Events.Push;
using Scim.Events.Signing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.InMemory;
using Scim.Testing;

namespace Scim.Events.Tests.Push;

/// <summary>A push stream in storage in memory, whose receiver and clock tests have in their hands.</summary>
internal sealed class PushBench : IAsyncDisposable
{
    private readonly List<PushDispatcher> _dispatchers = [];
    private readonly string _keys;

    public PushBench()
    {
        Outbox = new FaultyOutbox(Storage.Outbox);
        var now = Time.GetUtcNow();
        Stream = new StreamRecord
        {
            Account = AccountId.Parse("acme"),
            Id = StreamId.New(now),
            Audience = "https://receiver.example.com",
            Endpoint = new Uri("https://receiver.example.com/events"),
            Content = EventContent.Notice,
            Created = now,
            From = now,
        };
        _keys = SigningKeySetting.With(null, Stream.Algorithm, now, now).Setting;
        Time.Advance(TimeSpan.FromMinutes(1));
    }

    public StepTime Time { get; } = new();

    public InMemoryStorage Storage { get; } = new();

    public FaultyOutbox Outbox { get; }

    public FakeReceiver Receiver { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>The stream as it was made.</summary>
    public StreamRecord Stream { get; private set; }

    /// <summary>The address that tokens name; null as for a host that has none.</summary>
    public string? Issuer { get; init; } = "https://scim.example.com";

    /// <summary>Stores the stream.</summary>
    public async Task<PushBench> StartAsync(Func<StreamRecord, StreamRecord>? change = null)
    {
        Stream = change?.Invoke(Stream) ?? Stream;
        await Storage.Streams.AddAsync(Stream, CancellationToken.None);
        return this;
    }

    /// <summary>The dispatcher of an instance.</summary>
    public PushDispatcher Dispatcher()
    {
        var dispatcher = new PushDispatcher(Storage.Streams, new CommitSignals(), Services());
        _dispatchers.Add(dispatcher);
        return dispatcher;
    }

    /// <summary>The sweep of an instance.</summary>
    public StreamSweep Sweep() => new(Storage.Streams, Dispatcher(), Services());

    /// <summary>Tells a dispatcher that its instance has committed something.</summary>
    public void Wake(PushDispatcher dispatcher) => dispatcher.Wake(Stream.Account, [Stream.Setting!]); // Enabled.

    /// <summary>Adds events as writes do.</summary>
    public async Task AddAsync(params IEnumerable<OutboxEvent> events)
    {
        foreach (var told in events)
            await Storage.Outbox.AddAsync(Stream.Account, told, CancellationToken.None);
    }

    /// <summary>What waits.</summary>
    public async Task<IReadOnlyList<OutboxEvent>> WaitingAsync()
    {
        var waiting = new List<OutboxEvent>();
        await foreach (var page in Storage.Outbox.PagesAsync(Stream.Account, Stream.Id, null, 1_000, CancellationToken.None))
            waiting.AddRange(page);
        return waiting;
    }

    /// <summary>What is noted of the delivery.</summary>
    public Task<StreamDelivery> DeliveryAsync() =>
        Storage.Streams.FindDeliveryAsync(Stream.Account, Stream.Id, CancellationToken.None);

    /// <summary>Changes what is noted, as another instance does.</summary>
    public async Task NoteAsync(Func<StreamDelivery, StreamDelivery> change) =>
        Assert.NotNull(await Storage.Streams.WriteDeliveryAsync(change(await DeliveryAsync()), CancellationToken.None));

    /// <summary>Changes the stream, as an operator does.</summary>
    public async Task ChangeAsync(Func<StreamRecord, StreamRecord> change)
    {
        var now = await Storage.Streams.FindAsync(Stream.Account, Stream.Id, CancellationToken.None);
        Assert.NotNull(now);
        Assert.NotNull(await Storage.Streams.UpdateAsync(change(now), CancellationToken.None));
    }

    /// <summary>Has the receiver take so long for each event. Storage takes no time: no lease is lost because it was slow.</summary>
    public void TakeEachIn(TimeSpan each) => Receiver.Answer = async (_, _) =>
    {
        var prolongedAt = StreamLease.Length - StreamLease.Step;
        await Eventually.HoldsAsync(
            async () => (await DeliveryAsync()).HeldUntil > Time.GetUtcNow() + prolongedAt, CancellationToken.None);
        Time.Advance(each);
        return PushOutcome.Taken;
    };

    /// <summary>Returns once nothing waits and nobody dispatches.</summary>
    public Task DrainedAsync(CancellationToken cancellationToken) => Eventually.HoldsAsync(
        async () => (await WaitingAsync()).Count == 0 && (await DeliveryAsync()).Holder is null, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var dispatcher in _dispatchers)
            await dispatcher.DisposeAsync();
    }

    private SessionServices Services()
    {
        var options = new EventOptions { SigningKeys = _keys };
        var loggers = new LoggerFactory([Log]);
        return new SessionServices(
            Storage.Streams,
            Outbox,
            new EventSelection(Outbox, Time),
            new EventTokens(new SigningKeyRing(options, Time, NullLogger<SigningKeyRing>.Instance), Time),
            Receiver,
            new SettingAside(Outbox, Time),
            new OutlivedEvents(Outbox, Storage.Streams, loggers.CreateLogger<OutlivedEvents>()),
            new AcknowledgedEvents(Outbox, new DeliveryNotes(Storage.Streams, Time), Time),
            new EventIssuer(Issuer),
            new StreamLog(loggers.CreateLogger<StreamLog>()),
            Time);
    }
}
