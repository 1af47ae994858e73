using Azure.Data.Tables;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Rows;

/// <summary>A note in an outbox that the receiver has taken some of its events, which are to be removed.</summary>
internal static class AcknowledgementRow
{
    /// <summary>The events: of each the sixteen bytes of its write and its number.</summary>
    public const string Events = "Acknowledged";

    private const int UuidSize = 16;
    private const int Size = UuidSize + 1;

    public static TableEntity Write(AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events)
    {
        var bytes = new byte[events.Count * Size];
        var rest = bytes.AsSpan();
        foreach (var one in events)
        {
            one.Write.Value.TryWriteBytes(rest, bigEndian: true, out _);
            rest[UuidSize] = (byte)one.Number;
            rest = rest[Size..];
        }
        return new TableEntity(account.Value, EventKeys.Acknowledgement(stream, id)) { [Events] = bytes };
    }

    public static IEnumerable<EventId> Read(TableEntity row)
    {
        var bytes = row.GetBinary(Events) ?? [];
        for (var place = 0; place + Size <= bytes.Length; place += Size)
        {
            var write = new Guid(bytes.AsSpan(place, UuidSize), bigEndian: true);
            yield return new EventId(new WriteId(write), bytes[place + UuidSize]);
        }
    }

    /// <summary>When it was noted.</summary>
    public static DateTimeOffset WhenOf(TableEntity row) => EventKeys.AcknowledgedAt(row.RowKey);
}
