using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Scim.Provisioning;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// One table. Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.
/// </summary>
internal sealed class StorageTable(
    string name, StorageClients clients, Func<CancellationToken, Task> createTables, StorageTiming timing, TimeProvider time)
{
    private static readonly string Nothing = TableClient.CreateQueryFilter($"PartitionKey eq {""} and RowKey eq {""}");

    private readonly RowsPerPage _sizes = new();
    private readonly TableClient _reads = clients.Reads.GetTableClient(name);
    private readonly TableClient _writes = clients.Writes.GetTableClient(name);

    /// <summary>Its name, with the prefix.</summary>
    public string Name => name;

    /// <summary>Creates the table unless it is there.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        StorageFailure.TranslateAsync(() => _reads.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    /// <summary>False if the table is missing.</summary>
    public Task<bool> ExistsAsync(CancellationToken cancellationToken) =>
        StorageFailure.TranslateAsync(
            async () =>
            {
                try
                {
                    await foreach (var _ in _reads.QueryAsync<TableEntity>(Nothing, 1, cancellationToken: cancellationToken))
                        break;
                    return true;
                }
                catch (RequestFailedException failure) when (StorageFailure.IsMissingTable(failure))
                {
                    return false;
                }
            },
            cancellationToken);

    /// <summary>The time that storage stamps on an answer, in whole seconds; null if it stamps none.</summary>
    public async Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken)
    {
        var answer = await StorageFailure.TranslateAsync(
            () => _reads.GetEntityIfExistsAsync<TableEntity>("", "", cancellationToken: cancellationToken), cancellationToken);
        return answer.GetRawResponse().Headers.Date;
    }

    /// <summary>The row of those keys, or null.</summary>
    public async Task<TableEntity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        var answer = await StorageFailure.TranslateAsync(
            () => _reads.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, cancellationToken: cancellationToken),
            cancellationToken);
        return answer.HasValue ? answer.Value : null;
    }

    /// <summary>
    /// The rows that satisfy a filter, in the order of their keys, one request per page; none if the table is missing. Where rows are
    /// large, fewer are asked for at once.
    /// </summary>
    /// <param name="filter">An OData filter; null for all rows.</param>
    /// <param name="pageSize">The most rows of a page, 1 to 1,000; a page may have fewer.</param>
    /// <param name="columns">The columns to read; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="partition">Where all the rows lie whose size is remembered; null to learn it anew.</param>
    /// <param name="firstPage">The most rows of the first page.</param>
    public async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        string? filter,
        int pageSize,
        string[]? columns,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        string? partition = null,
        int firstPage = AzureLimits.RowsOfPage)
    {
        var sizes = partition is null ? new RowsPerPage() : _sizes;
        var rows = Math.Min(firstPage, sizes.First(partition ?? "", pageSize));
        for (string? next = ""; next is not null;)
        {
            Page<TableEntity>? page;
            try
            {
                page = await StorageFailure.TranslateAsync(
                    () => PageAsync(filter, rows, columns, next, cancellationToken), cancellationToken);
            }
            catch (PageTooLongException) when (rows > 1)
            {
                rows = sizes.AfterTooLong(partition ?? "");
                continue;
            }
            if (page is null)
                yield break;
            next = page.ContinuationToken;
            yield return page.Values;
            if (next is not null && columns is null)
                rows = Math.Min(pageSize, sizes.After(partition ?? "", rows == firstPage ? pageSize : rows, page.Values));
        }
    }

    /// <summary>The rows that satisfy a filter, in the order of their keys.</summary>
    /// <param name="filter">An OData filter; null for all rows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="firstPage">How many the first request asks for: fewer where often no more are taken.</param>
    public async IAsyncEnumerable<TableEntity> RowsAsync(
        string? filter,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        int firstPage = AzureLimits.RowsOfPage)
    {
        var pages = PagesAsync(filter, AzureLimits.RowsOfPage, columns: null, cancellationToken, firstPage: firstPage);
        await foreach (var page in pages)
        {
            foreach (var row in page)
                yield return row;
        }
    }

    /// <summary>Adds a row; refused with 409 if its keys are taken.</summary>
    public Task<WriteAnswer> AddAsync(TableEntity row, CancellationToken cancellationToken, bool once = false) =>
        WriteAsync([new(TableTransactionActionType.Add, row)], cancellationToken, once);

    /// <summary>Replaces all columns of a row that still has the tag; refused with 404 or 412.</summary>
    public Task<WriteAnswer> ReplaceAsync(TableEntity row, string etag, CancellationToken cancellationToken, bool once = false) =>
        WriteAsync([new(TableTransactionActionType.UpdateReplace, row, new ETag(etag))], cancellationToken, once);

    /// <summary>Sets some columns of a row that still has the tag, or any with <c>*</c>; refused with 404 or 412.</summary>
    public Task<WriteAnswer> MergeAsync(TableEntity row, string etag, CancellationToken cancellationToken) =>
        WriteAsync([new(TableTransactionActionType.UpdateMerge, row, new ETag(etag))], cancellationToken);

    /// <summary>Removes a row that still has the tag, or any with <c>*</c>; refused with 404 or 412.</summary>
    public Task<WriteAnswer> DeleteAsync(string partitionKey, string rowKey, string etag, CancellationToken cancellationToken) =>
        WriteAsync(
            [new(TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), new ETag(etag))], cancellationToken);

    /// <summary>Makes all changes or none.</summary>
    /// <param name="actions">The changes, of one partition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="once">True to send them once, also if the answer is lost. Default: until the answer is definite.</param>
    public Task<WriteAnswer> WriteAsync(
        IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken, bool once = false)
    {
        AzureLimits.Check(actions);
        return RepeatAsync(token => SendAsync(actions, token), once, cancellationToken);
    }

    /// <summary>
    /// One row goes without a transaction, unless it is removed: the client library then takes a row that is missing for removed.
    /// </summary>
    private async Task<string[]> SendAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        if (actions is [{ Entity: TableEntity row, ETag: var tag } only])
        {
            switch (only.ActionType)
            {
                case TableTransactionActionType.Add:
                    return [TagOf(await _writes.AddEntityAsync(row, cancellationToken))];
                case TableTransactionActionType.UpdateReplace:
                    return [TagOf(await _writes.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellationToken))];
                case TableTransactionActionType.UpdateMerge:
                    return [TagOf(await _writes.UpdateEntityAsync(row, tag, TableUpdateMode.Merge, cancellationToken))];
            }
        }
        return [.. (await _writes.SubmitTransactionAsync(actions, cancellationToken)).Value.Select(TagOf)];
    }

    /// <summary>Sends the identical write until the answer is definite; only once if so asked.</summary>
    private async Task<WriteAnswer> RepeatAsync(
        Func<CancellationToken, Task<string[]>> send, bool once, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timing.WriteDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var answerLost = false;
        var created = false;
        for (var tries = 1; ; tries++)
        {
            TimeSpan? asked = null;
            try
            {
                return new WriteAnswer(await send(either.Token), null, answerLost);
            }
            catch (RequestFailedException failure) when (StorageFailure.IsMissingTable(failure))
            {
                await createTables(cancellationToken);
                if (!created)
                {
                    created = true;
                    continue;
                }
            }
            catch (Exception failure) when (StorageFailure.LeavesOutcomeUnknown(failure))
            {
                cancellationToken.ThrowIfCancellationRequested();
                answerLost = true;
                if (once)
                    return new WriteAnswer(null, null, answerLost);
                if (deadline.IsCancellationRequested)
                    throw new StorageUnavailableException("The outcome of a write could not be learnt in time.", failure);
                asked = StorageFailure.RetryAfter(failure);
            }
            catch (RequestFailedException failure) when (StorageFailure.IsAboutRow(failure))
            {
                return new WriteAnswer(null, failure, answerLost);
            }
            catch (Exception failure) when (StorageFailure.IsOfStorage(failure))
            {
                throw new StorageUnavailableException("Storage refused a write.", failure);
            }
            var pause = timing.PauseAfter(tries);
            await PauseAsync(asked > pause ? asked.Value : pause, either.Token, cancellationToken);
            StorageTelemetry.Repeated();
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, time, deadline);
        }
        catch (OperationCanceledException expiry) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StorageUnavailableException("The outcome of a write could not be learnt in time.", expiry);
        }
    }

    /// <summary>One page; null if there is none or the table is missing.</summary>
    private async Task<Page<TableEntity>?> PageAsync(
        string? filter, int rows, string[]? columns, string continuation, CancellationToken cancellationToken)
    {
        try
        {
            var pages = _reads.QueryAsync<TableEntity>(filter, rows, columns, cancellationToken)
                .AsPages(continuation.Length == 0 ? null : continuation);
            await foreach (var page in pages)
                return page;
            return null;
        }
        catch (RequestFailedException failure) when (StorageFailure.IsMissingTable(failure))
        {
            return null;
        }
    }

    private static string TagOf(Response response) => response.Headers.ETag?.ToString() ?? "";
}
