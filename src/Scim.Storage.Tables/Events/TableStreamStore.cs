using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Events;

/// <summary>The streams: of each a row that operators write, and one that those write who deliver.</summary>
internal sealed class TableStreamStore(TableSet tables) : IStreamStore
{
    /// <remarks>The id is new: a row that is there is of a try whose answer was lost.</remarks>
    public Task AddAsync(StreamRecord stream, CancellationToken cancellationToken) =>
        tables.Streams.AddAsync(StreamRow.Write(stream), cancellationToken);

    public async Task<StreamRecord?> FindAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        await tables.Streams.FindAsync(account.Value, stream.ToString(), cancellationToken) is { } row ? StreamRow.Read(row) : null;

    public async IAsyncEnumerable<StreamRecord> ListAsync(AccountId? account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = account is { } known ? TableClient.CreateQueryFilter($"PartitionKey eq {known.Value}") : null;
        await foreach (var row in tables.Streams.RowsAsync(filter, cancellationToken))
        {
            if (StreamRow.IdOf(row) is not null)
                yield return StreamRow.Read(row);
        }
    }

    /// <remarks>After a lost answer a row that has all that was to be written is taken as written.</remarks>
    public async Task<StreamRecord?> UpdateAsync(StreamRecord changed, CancellationToken cancellationToken)
    {
        var answer = await tables.Streams.ReplaceAsync(StreamRow.Write(changed), changed.ETag, cancellationToken);
        if (answer.Accepted)
            return changed with { ETag = answer.ETag };
        if (!answer.AnswerLost)
            return null;
        var now = await FindAsync(changed.Account, changed.Id, cancellationToken);
        return now is not null && now with { ETag = "" } == changed with { ETag = "" } ? now : null;
    }

    public async Task RemoveAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        // The stream's own row last: as long as it is there, somebody will try again.
        await tables.Streams.DeleteAsync(account.Value, DeliveryRow.Key(stream), ETag.All.ToString(), cancellationToken);
        await tables.Streams.DeleteAsync(account.Value, stream.ToString(), ETag.All.ToString(), cancellationToken);
    }

    public async Task<StreamDelivery> FindDeliveryAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        await tables.Streams.FindAsync(account.Value, DeliveryRow.Key(stream), cancellationToken) is { } row
            ? DeliveryRow.Read(row, stream)
            : new StreamDelivery { Account = account, Stream = stream };

    public async Task<StreamDelivery?> WriteDeliveryAsync(StreamDelivery changed, CancellationToken cancellationToken)
    {
        var row = DeliveryRow.Write(changed);
        var answer = changed.ETag.Length == 0
            ? await tables.Streams.AddAsync(row, cancellationToken)
            : await tables.Streams.ReplaceAsync(row, changed.ETag, cancellationToken);
        return answer.Accepted ? changed with { ETag = answer.ETag } : null;
    }
}
