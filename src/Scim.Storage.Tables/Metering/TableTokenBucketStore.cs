using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Metering;

/// <summary>
/// The token buckets of the callers. A write is sent once: when its answer is lost the caller reads and takes again, which may cost
/// it a token and never grants one.
/// </summary>
internal sealed class TableTokenBucketStore(TableSet tables) : ITokenBucketStore
{
    private const string Tokens = "Tokens";
    private const string RefilledAt = "RefilledAt";

    public async Task<StoredBucket?> FindAsync(ClientId caller, CancellationToken cancellationToken) =>
        await tables.Buckets.FindAsync(caller.Value, caller.Value, cancellationToken) is { } row ? Read(row) : null;

    public async Task<StoredBucket?> WriteAsync(ClientId caller, BucketState state, string? etag, CancellationToken cancellationToken)
    {
        var row = new TableEntity(caller.Value, caller.Value) { [Tokens] = state.Tokens, [RefilledAt] = state.RefilledAt };
        var answer = etag is null
            ? await tables.Buckets.AddAsync(row, cancellationToken, once: true)
            : await tables.Buckets.ReplaceAsync(row, etag, cancellationToken, once: true);
        return answer.Accepted ? new StoredBucket(state, answer.ETag) : null;
    }

    /// <remarks>A row under a key that is no client's is no bucket.</remarks>
    public async IAsyncEnumerable<CallersBucket> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Buckets.RowsAsync(filter: null, cancellationToken))
        {
            if (ClientId.TryParse(row.RowKey, out var caller))
                yield return new CallersBucket(caller, Read(row));
        }
    }

    /// <remarks>After a lost answer a row that is gone was removed by the earlier try.</remarks>
    public async Task<bool> RemoveAsync(CallersBucket asRead, CancellationToken cancellationToken)
    {
        var answer = await tables.Buckets.DeleteAsync(asRead.Caller.Value, asRead.Caller.Value, asRead.Bucket.ETag, cancellationToken);
        return answer.Accepted || answer is { AnswerLost: true, Status: 404 };
    }

    private static StoredBucket Read(TableEntity row) => new(
        new BucketState(row.Number(Tokens), row.GetDateTimeOffset(RefilledAt).GetValueOrDefault()), row.ETag.ToString());
}
