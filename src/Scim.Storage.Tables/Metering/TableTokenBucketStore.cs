using Azure.Data.Tables;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
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
        await tables.Buckets.FindAsync(caller.Value, caller.Value, cancellationToken) is { } row
            ? new StoredBucket(
                new BucketState(row.Number(Tokens), row.GetDateTimeOffset(RefilledAt).GetValueOrDefault()), row.ETag.ToString())
            : null;

    public async Task<StoredBucket?> WriteAsync(ClientId caller, BucketState state, string? etag, CancellationToken cancellationToken)
    {
        var row = new TableEntity(caller.Value, caller.Value) { [Tokens] = state.Tokens, [RefilledAt] = state.RefilledAt };
        var answer = etag is null
            ? await tables.Buckets.AddAsync(row, cancellationToken, once: true)
            : await tables.Buckets.ReplaceAsync(row, etag, cancellationToken, once: true);
        return answer.Accepted ? new StoredBucket(state, answer.ETag) : null;
    }
}
