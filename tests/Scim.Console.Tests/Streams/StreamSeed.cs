using Scim.Console.Tests.Requests;
using Scim.Operations.Streams;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Console.Tests.Streams;

/// <summary>Makes streams, and writes of their delivery what the service writes.</summary>
internal static class StreamSeed
{
    /// <summary>An audience that turns the direction of writing and is markup.</summary>
    public const string HostileAudience = "reversed\u202Egnp.exe <img src=x onerror=document.title='owned'>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a stream that is polled for.</summary>
    public static Task<StreamRecord> AddAsync(ConsoleSite site, AccountId account, string audience = "https://app.example.com") =>
        site.Get<StreamOperations>().CreateAsync(new StreamOrder(account, audience), Cancel);

    /// <summary>Adds an event of a user that the receiver has refused for good.</summary>
    public static async Task<EventId> SetAsideAsync(ConsoleSite site, StreamRecord stream, string reason)
    {
        var now = TimeProvider.System.GetUtcNow();
        var outbox = site.Get<IOutbox>();
        var told = new OutboxEvent
        {
            Stream = stream.Id,
            Id = new EventId(WriteId.New(now), EventId.Change),
            Kind = EventKind.Patch,
            When = now.AddHours(-3),
            User = UserId.TryParse("0198c5d2-7f3a-7c1e-9b2d-4e5f60718293", out var user) ? user : null,
        };
        await outbox.AddAsync(stream.Account, told, Cancel);
        Assert.True(await outbox.SetAsideAsync(stream.Account, stream.Id, told.Id, reason, Cancel));
        return told.Id;
    }

    /// <summary>
    /// Makes a stream whose receiver fails and has refused events, in words that are markup, and one that is paused.
    /// </summary>
    public static async Task WriteAsync(ConsoleSite site, AccountId account)
    {
        var failing = await site.Get<StreamOperations>().CreateAsync(
            new StreamOrder(account, HostileAudience)
            {
                Endpoint = "https://app.example.com/events",
                Content = EventContent.Notice,
                AuthorizationSetting = "acme",
            },
            Cancel);
        await SetAsideAsync(site, failing, $"invalid_key: {RequestLogSeed.Hostile}");
        await SetAsideAsync(site, failing, "invalid_audience: " + new string('w', 200));
        var (store, now) = (site.Get<IStreamStore>(), TimeProvider.System.GetUtcNow());
        var noted = await store.FindDeliveryAsync(account, failing.Id, Cancel);
        Assert.NotNull(await store.WriteDeliveryAsync(
            noted with
            {
                Failures = 3,
                NextTry = now.AddMinutes(8),
                LastDelivered = now.AddHours(-4),
                LastError = $"The receiver answered 500. {RequestLogSeed.Hostile}",
                LastErrorAt = now.AddMinutes(-2),
                Lost = 1_204,
            },
            Cancel));
        var paused = await AddAsync(site, account);
        await site.Get<StreamOperations>().SetStatusAsync(account, paused.Id, StreamStatus.Paused, "maintenance", Cancel);
    }
}
