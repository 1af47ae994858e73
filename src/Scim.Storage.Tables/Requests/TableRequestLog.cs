using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Storage.Tables.Accounts;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Requests;

/// <summary>The logs of requests, each in the partition of its account.</summary>
internal sealed class TableRequestLog(TableSet tables) : IRequestLog
{
    public string NameMark(string userName) => UserKeys.HashOfUserName(userName);

    /// <remarks>Rows are replaced whole: the same batch twice leaves what it leaves once.</remarks>
    public async Task WriteAsync(RequestBatch batch, CancellationToken cancellationToken)
    {
        batch.Check();
        IReadOnlyList<TableTransactionAction> upserts =
        [
            .. batch.Requests.Select(RequestRow.Write).Concat(batch.Traffic.Select(TrafficRow.Write))
                .Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
        ];
        if (upserts.Count == 0)
            return;
        var answer = await tables.Requests.WriteAsync(upserts, cancellationToken);
        if (!answer.Accepted)
            throw new StorageUnavailableException("Storage refused to log requests.", answer.Refusal!); // A write without success has one.
    }

    public async IAsyncEnumerable<LoggedRequest> ReadAsync(
        AccountId account, RequestPosition? after, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = after is { } position ? RequestKeys.Request(position) : RequestKeys.BeforeRequests;
        var end = since is { } time ? RequestKeys.BetweenRequests(time) : RequestKeys.AfterRequests;
        await foreach (var row in tables.Requests.RowsAsync(Between(account, first, end), cancellationToken, AzureLimits.RowsOfNewest))
            yield return RequestRow.Read(row);
    }

    public async IAsyncEnumerable<RequestTraffic> ReadTrafficAsync(
        AccountId account, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = since is { } time ? RequestKeys.BetweenTraffic(time) : RequestKeys.AfterTraffic;
        await foreach (var row in tables.Requests.RowsAsync(Between(account, RequestKeys.BeforeTraffic, end), cancellationToken))
            yield return TrafficRow.Read(row);
    }

    public async Task<RequestCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (all, old) = (0L, 0L);
        await foreach (var page in tables.Requests.PagesAsync(Of(account), AzureLimits.RowsOfPage, ["RowKey"], cancellationToken))
        {
            all += page.Count;
            old += page.Count(row => RequestKeys.IsBefore(row.RowKey, before));
        }
        return new RequestCount(all, old);
    }

    public async Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken)
    {
        var removal = new RowRemoval(tables.Requests);
        var requests = Between(account, RequestKeys.BetweenRequests(before), RequestKeys.AfterRequests);
        await removal.RemoveAsync(requests, removed, cancellationToken);
        var traffic = Between(account, RequestKeys.BetweenTraffic(before), RequestKeys.AfterTraffic);
        await removal.RemoveAsync(traffic, removed, cancellationToken);
    }

    public Task RemoveAllAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken) =>
        new RowRemoval(tables.Requests).RemoveAsync(Of(account), removed, cancellationToken);

    private static string Of(AccountId account) => TableClient.CreateQueryFilter($"PartitionKey eq {account.Value}");

    private static string Between(AccountId account, string first, string end) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {account.Value} and RowKey gt {first} and RowKey lt {end}");
}
