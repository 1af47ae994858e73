using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Requests;

/// <summary>An entry of the log of requests.</summary>
internal static class RequestRow
{
    private const string When = "When";
    private const string Client = "Client";
    private const string Method = "Method";
    private const string Route = "Route";
    private const string Operation = "Operation";
    private const string User = "User";
    private const string Status = "Status";
    private const string Type = "Type";
    private const string Detail = "Detail";
    private const string Attributes = "Attributes";
    private const string Milliseconds = "Milliseconds";
    private const string CorrelationId = "CorrelationId";
    private const string NameMark = "NameMark";
    private const string BulkPlace = "BulkPlace";

    public static TableEntity Write(LoggedRequest request) =>
        new(request.Account.Value, RequestKeys.Request(RequestPosition.Of(request)))
        {
            [When] = request.When,
            [Client] = request.Client.Value,
            [Method] = BoundedText.OfName(request.Method),
            [Route] = BoundedText.OfName(request.Route),
            [Operation] = BoundedText.OfName(request.Operation),
            [User] = request.User?.ToString(),
            [Status] = request.Status,
            [Type] = BoundedText.OfName(request.Type),
            [Detail] = BoundedText.OfSentence(request.Detail),
            [Attributes] = BoundedText.OfNames(request.Attributes),
            [Milliseconds] = request.Duration.TotalMilliseconds,
            [CorrelationId] = BoundedText.OfName(request.CorrelationId),
            [NameMark] = BoundedText.OfName(request.NameMark),
            [BulkPlace] = request.BulkPlace,
        };

    public static LoggedRequest Read(TableEntity row)
    {
        var (when, id) = RequestKeys.PositionOf(row.RowKey);
        return new LoggedRequest
        {
            Id = id,
            Account = AccountId.Parse(row.PartitionKey),
            When = when,
            Client = ClientId.Parse(row.GetString(Client)),
            Method = row.GetString(Method),
            Route = row.GetString(Route),
            Operation = row.GetString(Operation),
            User = UserId.TryParse(row.GetString(User), out var user) ? user : null,
            Status = row.GetInt32(Status).GetValueOrDefault(),
            Type = row.GetString(Type),
            Detail = row.GetString(Detail),
            Attributes = row.GetString(Attributes)?.Split(' ') ?? [],
            Duration = TimeSpan.FromMilliseconds(row.Number(Milliseconds)),
            CorrelationId = row.GetString(CorrelationId),
            NameMark = row.GetString(NameMark),
            BulkPlace = row.GetInt32(BulkPlace),
        };
    }
}
