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

    private const int UuidLength = 36;

    // Sorts before all digits, with which write ids begin.
    private const char Control = '-';

    public static string Event(StreamId stream, EventId id) => id.Number switch
    {
        EventId.Change => $"{BeforeEvents}{stream}:{id.Write}",
        EventId.Control => $"{BeforeEvents}{stream}:{Control}{id.Write}",
        _ => $"{BeforeEvents}{stream}:{id}".Replace('.', ':'),
    };

    /// <summary>Every event of the stream lies after this key.</summary>
    public static string BeforeStream(StreamId stream) => $"{BeforeEvents}{stream}:";

    /// <summary>Every event of the stream lies before this key.</summary>
    public static string AfterStream(StreamId stream) => $"{BeforeEvents}{stream};";

    /// <summary>The stream and the event of a key.</summary>
    /// <exception cref="FormatException">It is no event's.</exception>
    public static (StreamId Stream, EventId Id) Read(string key)
    {
        var rest = key.AsSpan(BeforeEvents.Length);
        var end = rest.IndexOf(':');
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
