using Azure.Data.Tables;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Rows;

/// <summary>An event in a stream's outbox.</summary>
internal static class EventRow
{
    /// <summary>The columns of <see cref="ReadKey"/>.</summary>
    public static readonly string[] KeyColumns = ["PartitionKey", "RowKey", User, When, SetAside, AcknowledgementRow.Events];

    /// <summary>Why the receiver refused it for good; none as long as it has not.</summary>
    public const string SetAside = "SetAside";

    private const string User = "User";
    private const string When = "When";
    private const string Kind = "Kind";
    private const string Version = "Version";
    private const string Previous = "Previous";
    private const string ExternalId = "ExternalId";
    private const string Created = "Created";
    private const string LastModified = "LastModified";
    private const string Full = "Full";

    public static TableEntity Write(AccountId account, OutboxEvent told)
    {
        var row = new TableEntity(account.Value, EventKeys.Event(told.Stream, told.Id))
        {
            [Kind] = told.Kind.ToString(),
            [When] = told.When,
            [User] = told.User?.ToString(),
            [Version] = told.Version?.Value,
            [Previous] = told.Previous?.Value,
            [ExternalId] = told.ExternalId,
            [Created] = told.Created,
            [LastModified] = told.LastModified,
            [SetAside] = told.SetAside,
        };
        if (told.IsFull)
            row[Full] = true;
        DocumentColumns.Write(row, told.Content);
        return row;
    }

    public static OutboxEvent Read(TableEntity row)
    {
        var (stream, id) = EventKeys.Read(row.RowKey);
        return new OutboxEvent
        {
            Stream = stream,
            Id = id,
            Kind = Enum.Parse<EventKind>(row.GetString(Kind)),
            When = row.GetDateTimeOffset(When).GetValueOrDefault(),
            User = UserOf(row),
            Version = IdOf(row, Version),
            Previous = IdOf(row, Previous),
            ExternalId = row.GetString(ExternalId),
            Created = row.GetDateTimeOffset(Created),
            LastModified = row.GetDateTimeOffset(LastModified),
            IsFull = row.GetBoolean(Full).GetValueOrDefault(),
            Content = DocumentColumns.Read(row),
            SetAside = ReasonOf(row),
            ETag = row.ETag.ToString(),
        };
    }

    /// <summary>What <see cref="KeyColumns"/> tell.</summary>
    public static OutboxKey ReadKey(TableEntity row) => new(
        EventKeys.Read(row.RowKey).Id,
        UserOf(row),
        row.GetDateTimeOffset(When).GetValueOrDefault(),
        ReasonOf(row) is not null);

    /// <summary>
    /// Only the column that says why it is set aside; an empty one for null, since a merge leaves alone what has no value.
    /// </summary>
    public static TableEntity Aside(AccountId account, StreamId stream, EventId id, string? reason) =>
        new(account.Value, EventKeys.Event(stream, id)) { [SetAside] = reason ?? "" };

    private static string? ReasonOf(TableEntity row) =>
        row.TryGetValue(SetAside, out var reason) && reason is string { Length: > 0 } text ? text : null;

    private static UserId? UserOf(TableEntity row) =>
        row.TryGetValue(User, out var user) && UserId.TryParse(user as string, out var id) ? id : null;

    private static WriteId? IdOf(TableEntity row, string column) => row.GetGuid(column) is { } id ? new WriteId(id) : null;
}
