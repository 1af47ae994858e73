using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Reading;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;

namespace Scim.Operations.Streams;

/// <summary>
/// Tells the receiver of a stream every user as a creation. It can be broken off and taken up again; it does not run ahead of the receiver
/// by more than <see cref="MostWaiting"/> events.
/// </summary>
public sealed class StreamReplays(
    AccountOperations accounts, StreamOperations operations, IStreamStore streams, IOutbox outbox, IUserStore users, TimeProvider time)
    : IOperations
{
    /// <summary>How many events may wait before it waits too.</summary>
    public const int MostWaiting = 10_000;

    private const int UsersAtOnce = 50;
    private const int UsersBetweenNotes = 500;
    private const int MostTries = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Tells the users in the order of their creation.</summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream; before its beginning nothing is told, which is waited for.</param>
    /// <param name="resumes">True to go on where the last replay was broken off; false to begin anew.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>How many users were told, again and again.</returns>
    /// <exception cref="OperationRefusedException">There is no such account or stream, or it is disabled.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    public async IAsyncEnumerable<int> RunAsync(
        AccountId account, StreamId stream, bool resumes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await operations.FindAsync(account, stream, cancellationToken);
        if (found.Setting is not { } setting)
            throw new OperationRefusedException("The stream is disabled, so that it takes no events. Enable it first.");
        var left = found.From - time.GetUtcNow();
        if (left >= TimeSpan.Zero)
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), time, cancellationToken);

        var after = resumes ? found.ReplayedTo : null;
        var type = (await accounts.RulesAsync(account, cancellationToken)).Type;
        var (told, noted, batch) = (0, 0, new List<UserRecord>(UsersAtOnce));
        await foreach (var user in new UserPages(users).ReadAsync(account, type, filter: null, cancellationToken, after))
        {
            batch.Add(user);
            if (batch.Count < UsersAtOnce)
                continue;
            told += await TellAsync(account, setting, type, batch, cancellationToken);
            if (told - noted >= UsersBetweenNotes)
            {
                noted = told;
                await NoteAsync(found, batch[^1].Id, cancellationToken);
                await WaitForReceiverAsync(account, stream, cancellationToken);
            }
            batch.Clear();
            yield return told;
        }
        told += await TellAsync(account, setting, type, batch, cancellationToken);
        await NoteAsync(found, to: null, cancellationToken);
        yield return told;
    }

    /// <summary>Tells users as they are: one that has changed since it was read is read again, one that is gone is left out.</summary>
    private async Task<int> TellAsync(
        AccountId account, StreamSetting stream, UserType type, List<UserRecord> batch, CancellationToken cancellationToken)
    {
        var told = 0;
        for (var tries = 0; batch.Count > 0; tries++)
        {
            if (tries == MostTries)
                throw new OperationRefusedException("Others changed a user each time that it was to be told.", new Remedy.TryAgain());
            var now = time.GetUtcNow();
            var changed = await outbox.AddForAsync(
                account, [.. batch.Select(user => (EventReplay.Of(user, type, stream, now), user.ETag))], cancellationToken);
            told += batch.Count - changed.Count;
            var again = new List<UserRecord>();
            foreach (var id in changed)
            {
                if (await users.FindAsync(account, id, cancellationToken) is { } user)
                    again.Add(user);
            }
            batch = again;
        }
        return told;
    }

    private async Task NoteAsync(StreamRecord stream, UserId? to, CancellationToken cancellationToken)
    {
        // Others may change the stream meanwhile; the note is lost with it if it is deleted.
        while (await streams.FindAsync(stream.Account, stream.Id, cancellationToken) is { Deleted: null } now
            && await streams.UpdateAsync(now with { ReplayedTo = to }, cancellationToken) is null)
        {
        }
    }

    private async Task WaitForReceiverAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        while (await IsFullAsync(account, stream, cancellationToken))
            await Task.Delay(Pause, time, cancellationToken);
    }

    private async Task<bool> IsFullAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        var waiting = 0;
        await foreach (var page in outbox.KeysAsync(account, stream, from: null, before: null, cancellationToken))
        {
            waiting += page.Count;
            if (waiting >= MostWaiting)
                return true;
        }
        return false;
    }
}
