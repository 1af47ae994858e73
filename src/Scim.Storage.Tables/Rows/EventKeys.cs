using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Rows;

/// <summary>
/// The RowKeys of the outboxes, in the order in which events are handed out: those about the stream first, then by change.
/// </summary>
internal static class EventKeys
{
    /// <summary>Every event's key lies after this one.</summary>
    public const string BeforeEvents = "event:";

    /// <summary>Every event's key lies before this one.</summary>
    public const string AfterEvents = "event;";

    private const char Separator = ':';
    private const int UuidLength = 36;

    // Sorts before all digits, with which write ids begin.
    private const char Control = '-';

    // Sorts before all digits too: acknowledgements are read before the events that they name.
    private const char Acknowledged = '.';

    public static string Event(StreamId stream, EventId id) => id.Number switch
    {
        EventId.Change => $"{BeforeEvents}{stream}:{id.Write}",
        EventId.Control => $"{BeforeEvents}{stream}:{Control}{id.Write}",
        _ => $"{BeforeEvents}{stream}:{id}".Replace('.', ':'),
    };

    /// <summary>Of the note that the receiver has taken some.</summary>
    public static string Acknowledgement(StreamId stream, WriteId id) => $"{BeforeAcknowledgements(stream)}{id}";

    /// <summary>Every acknowledgement of the stream lies after this key.</summary>
    public static string BeforeAcknowledgements(StreamId stream) => $"{BeforeStream(stream)}{Acknowledged}";

    /// <summary>Every acknowledgement of the stream lies before this key, and every event of a user after it.</summary>
    public static string AfterAcknowledgements(StreamId stream) => $"{BeforeStream(stream)}{(char)(Acknowledged + 1)}";

    /// <summary>When the acknowledgement of a key was noted.</summary>
    public static DateTimeOffset AcknowledgedAt(string key) => new WriteId(Guid.ParseExact(key.AsSpan(^UuidLength..), "D")).Time;

    /// <summary>A key that lies right behind another: no key of an outbox that begins with it goes on with so low a character.</summary>
    public static string Behind(string key) => key + "!";

    /// <summary>True if the key is that of an acknowledgement.</summary>
    public static bool IsAcknowledgement(string key) =>
        key.IndexOf(Separator, BeforeEvents.Length) is > 0 and var end && end + 1 < key.Length && key[end + 1] == Acknowledged;

    /// <summary>Every event of the stream lies after this key.</summary>
    public static string BeforeStream(StreamId stream) => $"{BeforeEvents}{stream}:";

    /// <summary>Every event of the stream lies before this key.</summary>
    public static string AfterStream(StreamId stream) => $"{BeforeEvents}{stream};";

    /// <summary>The stream and the event of a key.</summary>
    /// <exception cref="FormatException">It is no event's.</exception>
    public static (StreamId Stream, EventId Id) Read(string key)
    {
        var rest = key.AsSpan(BeforeEvents.Length);
        var end = rest.IndexOf(Separator);
        if (end > 0 && StreamId.TryParse(rest[..end], out var stream) && ReadId(rest[(end + 1)..]) is { } id)
            return (stream, id);
        throw new FormatException("The key is no event's.");
    }

    private static EventId? ReadId(ReadOnlySpan<char> text)
    {
        var isControl = text.StartsWith([Control]);
        var uuid = isControl ? text[1..] : text;
        if (uuid.Length < UuidLength || !Guid.TryParseExact(uuid[..UuidLength], "D", out var write))
            return null;
        return uuid[UuidLength..] switch
        {
            "" => new EventId(new WriteId(write), isControl ? EventId.Control : EventId.Change),
            ":1" when !isControl => new EventId(new WriteId(write), EventId.Activity),
            _ => null,
        };
    }
}
