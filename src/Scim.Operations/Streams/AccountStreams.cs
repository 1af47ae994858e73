using Scim.Operations.Accounts;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>
/// Keeps the account's row, by which writes make events, as the streams' own rows say. The streams' rows change first, but where events are
/// to end the account's does: no event is written for a stream that is not there.
/// </summary>
public sealed class AccountStreams(AccountOperations accounts, IAccountStore store, IStreamStore streams, TimeProvider time) : IOperations
{
    // A beginning that was fixed longer ago may come before all instances know of the stream.
    private static readonly TimeSpan MostOfWriting = TimeSpan.FromSeconds(5);

    /// <summary>Changes a stream, and what the account's row has of it.</summary>
    /// <exception cref="OperationRefusedException">The account is not in use, or the stream is gone.</exception>
    internal async Task<StreamRecord> ChangeAsync(
        StreamRecord stream, Func<StreamRecord, StreamRecord> change, CancellationToken cancellationToken)
    {
        if (change(stream).Setting is null)
            await WriteRowAsync(stream, setting: null, cancellationToken);
        var changed = await UpdateAsync(stream, change, cancellationToken);
        return await PublishAsync(changed, cancellationToken);
    }

    /// <summary>
    /// Sees to it that the account's row has the stream as it is; where it had not, the stream begins anew.
    /// </summary>
    /// <exception cref="OperationRefusedException">The account is not in use, or the stream is gone.</exception>
    internal async Task<StreamRecord> PublishAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await accounts.FindInUseAsync(stream.Account, cancellationToken);
            if (stream.Setting is null || row.Streams.Contains(stream.Setting))
                return stream;
            var began = time.GetTimestamp();
            // A new one has its beginning; it may only not be too near.
            if (stream.From - time.GetUtcNow() < StreamSetting.Notice - MostOfWriting)
                stream = await UpdateAsync(stream, Anew, cancellationToken);
            await WriteRowAsync(stream, stream.Setting, cancellationToken);
            if (time.GetElapsedTime(began) < MostOfWriting)
                return stream;
            stream = await UpdateAsync(stream, Anew, cancellationToken);
        }
    }

    private StreamRecord Anew(StreamRecord stream) => stream with { From = time.GetUtcNow() + StreamSetting.Notice };

    private async Task WriteRowAsync(StreamRecord stream, StreamSetting? setting, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await accounts.FindInUseAsync(stream.Account, cancellationToken);
            var others = row.Streams.Where(other => other.Id != stream.Id);
            List<StreamSetting> wanted = [.. setting is null ? others : others.Append(setting).OrderBy(one => one.Id.Uuid)];
            if (wanted.Count > StreamSetting.Most)
                throw new OperationRefusedException($"The account has {StreamSetting.Most} streams, which is the most. Delete one first.");
            if (row.Streams.SequenceEqual(wanted) || await store.ChangeStreamsAsync(row, wanted, cancellationToken) is not null)
                return;
        }
    }

    private async Task<StreamRecord> UpdateAsync(
        StreamRecord stream, Func<StreamRecord, StreamRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await streams.UpdateAsync(change(stream), cancellationToken) is { } changed)
                return changed;
            stream = await streams.FindAsync(stream.Account, stream.Id, cancellationToken) is { Deleted: null } found
                ? found
                : throw new OperationRefusedException($"The stream {stream.Id} was deleted.");
        }
    }
}
