using System.Text;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>Streams and events to write.</summary>
public static class SampleStreams
{
    /// <summary>A stream that is polled and has nothing that it need not have.</summary>
    public static StreamRecord Poll(AccountId account, int number = 0) => new()
    {
        Account = account,
        Id = StreamId.New(Sample.Start.AddSeconds(number)),
        Audience = "https://app.example.com",
        Content = EventContent.Notice,
        Created = Sample.Start,
        From = Sample.Start.AddTicks(7),
    };

    /// <summary>A stream that is pushed and has everything.</summary>
    public static StreamRecord Push(AccountId account, int number = 0) => Poll(account, number) with
    {
        Endpoint = new Uri("https://app.example.com/events?from=scim"),
        Content = EventContent.Full,
        Status = StreamStatus.Paused,
        Retention = TimeSpan.FromDays(30),
        Algorithm = "RS256",
        AuthorizationSetting = "app",
        Deleted = Sample.Start.AddDays(1),
        ReplayedTo = UserId.New(Sample.Start),
    };

    /// <summary>The event of a change so many seconds after the start, with everything that an event of a change may have.</summary>
    public static OutboxEvent Event(StreamId stream, int second = 0, int number = EventId.Change) => new()
    {
        Stream = stream,
        Id = new EventId(WriteId.New(Sample.Start.AddSeconds(second)), number),
        Kind = number == EventId.Activity ? EventKind.Deactivate : EventKind.Put,
        When = Sample.Start.AddSeconds(second).AddTicks(7),
        User = UserId.New(Sample.Start),
        ExternalId = "Ωme'ga\" %",
        Version = WriteId.New(Sample.Start.AddSeconds(second)),
        Previous = WriteId.New(Sample.Start),
        Created = Sample.Start,
        LastModified = Sample.Start.AddSeconds(second),
        IsFull = true,
        Content = Encoding.UTF8.GetBytes("""{"userName":"jané"}"""),
    };

    /// <summary>An event about the stream, with nothing that it need not have.</summary>
    public static OutboxEvent Control(StreamId stream, int second = 0) => new()
    {
        Stream = stream,
        Id = new EventId(WriteId.New(Sample.Start.AddSeconds(second)), EventId.Control),
        Kind = EventKind.Verification,
        When = Sample.Start.AddSeconds(second),
    };

    /// <summary>An event that tells a user anew.</summary>
    public static OutboxEvent Again(StreamId stream, UserRecord user, int size = 10) => Event(stream) with
    {
        Id = new EventId(user.Version.Repeated(), EventId.Change),
        Kind = EventKind.Create,
        User = user.Id,
        Version = user.Version,
        Previous = user.Version,
        Content = new byte[size],
    };

    /// <summary>The same with every event's content as an array, to compare; tags left out.</summary>
    public static (OutboxEvent Event, string Content) Comparable(OutboxEvent told) =>
        (told with { ETag = "", Content = default }, Convert.ToHexString(told.Content.Span));
}
