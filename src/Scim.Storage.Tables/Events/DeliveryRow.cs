using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Storage.Tables.Events;

/// <summary>The row beside a stream's: what those who deliver its events note.</summary>
internal static class DeliveryRow
{
    private const string Holder = "Holder";
    private const string HeldUntil = "HeldUntil";
    private const string Failures = "Failures";
    private const string NextTry = "NextTry";
    private const string LastDelivered = "LastDelivered";
    private const string LastError = "LastError";
    private const string LastErrorAt = "LastErrorAt";
    private const string Lost = "Lost";

    public static string Key(StreamId stream) => $"{stream}:delivery";

    public static TableEntity Write(StreamDelivery delivery)
    {
        var row = new TableEntity(delivery.Account.Value, Key(delivery.Stream))
        {
            [Failures] = delivery.Failures,
            [Lost] = delivery.Lost,
            [Holder] = delivery.Holder,
            [NextTry] = delivery.NextTry,
            [LastDelivered] = delivery.LastDelivered,
            [LastError] = delivery.LastError,
            [LastErrorAt] = delivery.LastErrorAt,
        };
        if (delivery.Holder is not null)
            row[HeldUntil] = delivery.HeldUntil;
        return row;
    }

    public static StreamDelivery Read(TableEntity row, StreamId stream) => new()
    {
        Account = AccountId.Parse(row.PartitionKey),
        Stream = stream,
        Holder = row.GetString(Holder),
        HeldUntil = row.GetDateTimeOffset(HeldUntil).GetValueOrDefault(),
        Failures = row.GetInt32(Failures).GetValueOrDefault(),
        NextTry = row.GetDateTimeOffset(NextTry),
        LastDelivered = row.GetDateTimeOffset(LastDelivered),
        LastError = row.GetString(LastError),
        LastErrorAt = row.GetDateTimeOffset(LastErrorAt),
        Lost = row.GetInt64(Lost).GetValueOrDefault(),
        ETag = row.ETag.ToString(),
    };
}
