using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>
/// Keeps the account's row, by which writes make events, as the streams' own rows say. The streams' rows change first, but where events are
/// to end the account's does: no event is written for a stream that is not there.
/// </summary>
public sealed class AccountStreams(
    AccountOperations accounts, IntegrityChecks checks, IAccountStore store, IStreamStore streams, TimeProvider time)
    : IOperations
{
    // A beginning that was fixed longer ago may come before all instances know of the stream.
    private static readonly TimeSpan MostOfWriting = TimeSpan.FromSeconds(5);

    /// <summary>Changes a stream, and what the account's row has of it.</summary>
    /// <exception cref="OperationRefusedException">
    /// The account is not in use, the stream is gone, or it is to begin and this machine's clock is wrong.
    /// </exception>
    internal async Task<StreamRecord> ChangeAsync(
        StreamRecord stream, Func<StreamRecord, StreamRecord> change, CancellationToken cancellationToken)
    {
        if (change(stream).Setting is null)
            await WriteRowAsync(stream, setting: null, cancellationToken);
        else if (stream.Setting is null)
            await checks.RequireClockAsync(cancellationToken);
        var changed = await UpdateAsync(
            stream,
            now => change(now) is { Setting: not null } begun && now.Setting is null ? Anew(begun) : change(now),
            cancellationToken);
        return await PublishAsync(changed, cancellationToken);
    }

    /// <summary>
    /// Sees to it that the account's row has the stream as it is, whoever else changes it meanwhile; where it had not, the stream begins
    /// anew.
    /// </summary>
    /// <exception cref="OperationRefusedException">
    /// The account is not in use, the stream is gone, or it begins anew and this machine's clock is wrong.
    /// </exception>
    internal async Task<StreamRecord> PublishAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        while (!Has(await accounts.FindInUseAsync(stream.Account, cancellationToken), stream))
        {
            var began = time.GetTimestamp();
            // A new one has its beginning; it may only not be too near.
            if (stream.Setting is not null && stream.From - time.GetUtcNow() < StreamSetting.Notice - MostOfWriting)
            {
                await checks.RequireClockAsync(cancellationToken);
                stream = await UpdateAsync(stream, Anew, cancellationToken);
            }
            await WriteRowAsync(stream, stream.Setting, cancellationToken);
            if (stream.Setting is not null && time.GetElapsedTime(began) >= MostOfWriting)
            {
                stream = await UpdateAsync(stream, Anew, cancellationToken);
                continue;
            }
            // Who changed it meanwhile may have written the account's row before this one was.
            if (await streams.FindAsync(stream.Account, stream.Id, cancellationToken) is { } now)
            {
                stream = now;
                continue;
            }
            await WriteRowAsync(stream, setting: null, cancellationToken);
            throw Gone(stream);
        }
        return stream;
    }

    /// <summary>True if writes make events by what the stream's own row says.</summary>
    internal static bool Has(AccountSnapshot row, StreamRecord stream) =>
        row.Streams.FirstOrDefault(setting => setting.Id == stream.Id) == stream.Setting;

    /// <summary>Changes a stream's own row.</summary>
    /// <exception cref="OperationRefusedException">The stream is gone.</exception>
    internal async Task<StreamRecord> UpdateAsync(
        StreamRecord stream, Func<StreamRecord, StreamRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await streams.UpdateAsync(change(stream), cancellationToken) is { } changed)
                return changed;
            stream = await streams.FindAsync(stream.Account, stream.Id, cancellationToken) is { Deleted: null } found
                ? found
                : throw Gone(stream);
        }
    }

    private static OperationRefusedException Gone(StreamRecord stream) =>
        new($"The stream {stream.Id} was deleted.", new Remedy.SeeStreams(stream.Account));

    /// <summary>What a replay has told lies before the new beginning.</summary>
    private StreamRecord Anew(StreamRecord stream) =>
        stream with { From = time.GetUtcNow() + StreamSetting.Notice, ReplayedTo = null };

    private async Task WriteRowAsync(StreamRecord stream, StreamSetting? setting, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await accounts.FindInUseAsync(stream.Account, cancellationToken);
            var others = row.Streams.Where(other => other.Id != stream.Id);
            List<StreamSetting> wanted = [.. setting is null ? others : others.Append(setting).OrderBy(one => one.Id.Uuid)];
            if (wanted.Count > StreamSetting.Most)
                throw TooMany(stream);
            if (row.Streams.SequenceEqual(wanted) || await store.ChangeStreamsAsync(row, wanted, cancellationToken) is not null)
                return;
        }
    }

    /// <summary>An account has its streams already.</summary>
    internal static OperationRefusedException TooMany(StreamRecord stream) => new(
        $"The account '{stream.Account}' has {StreamSetting.Most} streams, which is the most. Delete one first.",
        new Remedy.SeeStreams(stream.Account));
}
