using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Storage.Tables.Events;

/// <summary>A stream's row: what operators set.</summary>
internal static class StreamRow
{
    private const string Audience = "Audience";
    private const string Endpoint = "Endpoint";
    private const string Content = "Content";
    private const string Status = "Status";
    private const string RetentionHours = "RetentionHours";
    private const string Algorithm = "Algorithm";
    private const string AuthorizationSetting = "AuthorizationSetting";
    private const string Created = "Created";
    private const string From = "From";
    private const string Deleted = "Deleted";
    private const string ReplayedTo = "ReplayedTo";

    public static TableEntity Write(StreamRecord stream) => new(stream.Account.Value, stream.Id.ToString())
    {
        [Audience] = stream.Audience,
        [Endpoint] = stream.Endpoint?.AbsoluteUri,
        [Content] = stream.Content.ToString(),
        [Status] = stream.Status.ToString(),
        [RetentionHours] = (int)stream.Retention.TotalHours,
        [Algorithm] = stream.Algorithm,
        [AuthorizationSetting] = stream.AuthorizationSetting,
        [Created] = stream.Created,
        [From] = stream.From,
        [Deleted] = stream.Deleted,
        [ReplayedTo] = stream.ReplayedTo?.ToString(),
    };

    public static StreamRecord Read(TableEntity row) => new()
    {
        Account = AccountId.Parse(row.PartitionKey),
        Id = IdOf(row) ?? throw new FormatException($"The row {row.RowKey} is no stream's."),
        Audience = row.GetString(Audience),
        Endpoint = row.GetString(Endpoint) is { } endpoint ? new Uri(endpoint) : null,
        Content = Enum.Parse<EventContent>(row.GetString(Content)),
        Status = Enum.Parse<StreamStatus>(row.GetString(Status)),
        Retention = TimeSpan.FromHours(row.GetInt32(RetentionHours) ?? (int)StreamRecord.DefaultRetention.TotalHours),
        Algorithm = row.GetString(Algorithm),
        AuthorizationSetting = row.GetString(AuthorizationSetting),
        Created = row.GetDateTimeOffset(Created).GetValueOrDefault(),
        From = row.GetDateTimeOffset(From).GetValueOrDefault(),
        Deleted = row.GetDateTimeOffset(Deleted),
        ReplayedTo = UserId.TryParse(row.GetString(ReplayedTo), out var user) ? user : null,
        ETag = row.ETag.ToString(),
    };

    /// <summary>The stream of a row; null if the row is none's.</summary>
    public static StreamId? IdOf(TableEntity row) => StreamId.TryParse(row.RowKey, out var id) ? id : null;
}
