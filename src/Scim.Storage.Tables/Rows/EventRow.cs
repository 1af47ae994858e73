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

    // These two only where they are not what the key says: every write of a user pays for each column.
    private const string When = "When";
    private const string Version = "Version";

    private const string Kind = "Kind";
    private const string Previous = "Previous";
    private const string ExternalId = "ExternalId";
    private const string Created = "Created";
    private const string LastModified = "LastModified";
    private const string Full = "Full";

    public static TableEntity Write(AccountId account, OutboxEvent told)
    {
        var row = new TableEntity(account.Value, EventKeys.Event(told.Stream, told.Id)) { [Kind] = told.Kind.ToString() };
        if (told.When != told.Id.Write.Time)
            row[When] = told.When;
        if (told.User is { } user)
            row[User] = user.ToString();
        if (told.Version is { } version && version != told.Id.Write)
            row[Version] = version.Value;
        if (told.Previous is { } previous)
            row[Previous] = previous.Value;
        if (told.ExternalId is { } externalId)
            row[ExternalId] = externalId;
        if (told.Created is { } created)
            row[Created] = created;
        if (told.LastModified is { } lastModified)
            row[LastModified] = lastModified;
        if (told.SetAside is { } reason)
            row[SetAside] = reason;
        if (told.IsFull)
            row[Full] = true;
        DocumentColumns.Write(row, told.Content);
        return row;
    }

    public static OutboxEvent Read(TableEntity row)
    {
        var (stream, id) = EventKeys.Read(row.RowKey);
        var (kind, user) = (Enum.Parse<EventKind>(row.GetString(Kind)), UserOf(row));
        return new OutboxEvent
        {
            Stream = stream,
            Id = id,
            Kind = kind,
            When = WhenOf(row, id),
            User = user,
            Version = IdOf(row, Version) ?? (user is null || kind == EventKind.Delete ? null : id.Write),
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
    public static OutboxKey ReadKey(TableEntity row)
    {
        var id = EventKeys.Read(row.RowKey).Id;
        return new OutboxKey(id, UserOf(row), WhenOf(row, id), ReasonOf(row) is not null);
    }

    /// <summary>
    /// Only the column that says why it is set aside; an empty one for null, since a merge leaves alone what has no value.
    /// </summary>
    public static TableEntity Aside(AccountId account, StreamId stream, EventId id, string? reason) =>
        new(account.Value, EventKeys.Event(stream, id)) { [SetAside] = reason ?? "" };

    private static DateTimeOffset WhenOf(TableEntity row, EventId id) => row.GetDateTimeOffset(When) ?? id.Write.Time;

    private static string? ReasonOf(TableEntity row) =>
        row.TryGetValue(SetAside, out var reason) && reason is string { Length: > 0 } text ? text : null;

    private static UserId? UserOf(TableEntity row) =>
        row.TryGetValue(User, out var user) && UserId.TryParse(user as string, out var id) ? id : null;

    private static WriteId? IdOf(TableEntity row, string column) => row.GetGuid(column) is { } id ? new WriteId(id) : null;
}
