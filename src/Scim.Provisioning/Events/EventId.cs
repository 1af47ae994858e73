using System.Globalization;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Events;

/// <summary>The id of an event, which is the <c>jti</c> of its token each time: <c>{write id}.{number}</c>.</summary>
/// <param name="Write">The change that made it; for an event that no change made, an id like that of a change.</param>
/// <param name="Number">
/// <see cref="Change"/>, <see cref="Activity"/> or <see cref="Control"/>.
/// </param>
public readonly record struct EventId(WriteId Write, int Number) : IComparable<EventId>
{
    /// <summary>The number of the event that tells the change itself.</summary>
    public const int Change = 0;

    /// <summary>The number of the event that tells that the user was activated or deactivated by it.</summary>
    public const int Activity = 1;

    /// <summary>The number of an event that is about the stream.</summary>
    public const int Control = 2;

    /// <summary>Behind all events about the stream, and before those of users.</summary>
    public static EventId LastControl { get; } = new(new WriteId(Guid.AllBitsSet), Control);

    /// <summary>True if it is about the stream and not about a user.</summary>
    public bool IsControl => Number == Control;

    /// <summary>True if the first is handed out after the second.</summary>
    public static bool operator >(EventId left, EventId right) => left.CompareTo(right) > 0;

    /// <summary>True if the first is handed out before the second.</summary>
    public static bool operator <(EventId left, EventId right) => left.CompareTo(right) < 0;

    /// <summary>True unless the first is handed out before the second.</summary>
    public static bool operator >=(EventId left, EventId right) => left.CompareTo(right) >= 0;

    /// <summary>True unless the first is handed out after the second.</summary>
    public static bool operator <=(EventId left, EventId right) => left.CompareTo(right) <= 0;

    /// <summary>Reads a <c>jti</c> as the service writes it; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EventId id)
    {
        id = default;
        if (text.Length != 38 || text[36] != '.' || text[37] is < '0' or > '2' || !UserId.TryParse(text[..36], out var write))
            return false;
        id = new EventId(new WriteId(write.Uuid), text[37] - '0');
        return true;
    }

    /// <summary>Events about the stream come first, then those of users by their changes.</summary>
    public int CompareTo(EventId other) => (IsControl, other.IsControl) switch
    {
        (true, false) => -1,
        (false, true) => 1,
        _ => Write.Value.CompareTo(other.Write.Value) is var order and not 0 ? order : Number.CompareTo(other.Number),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Write}.{Number}");
}
