using System.Globalization;
using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Checks;
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
    AccountOperations accounts,
    IntegrityChecks checks,
    StreamOperations operations,
    AccountStreams settings,
    IStreamStore streams,
    IOutbox outbox,
    IUserStore users,
    TimeProvider time)
    : IOperations
{
    /// <summary>How many events may wait before it waits too, but for those of <see cref="UsersBetweenNotes"/> users.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>After how many users it notes how far it is, and looks what waits.</summary>
    public const int UsersBetweenNotes = 500;

    private const int UsersAtOnce = 50;
    private const int MostTries = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long after the stream's beginning a replay reads the first user: 30 s. A change whose id lies before the beginning makes no
    /// event, so it must be there when its user is read: a transaction takes some seconds, and clocks may differ by
    /// <see cref="ClockDifference.Greatest"/>.
    /// </summary>
    public static TimeSpan Settling { get; } = TimeSpan.FromSeconds(30);

    /// <summary>When a replay of the stream can begin.</summary>
    public static DateTimeOffset BeginningOf(StreamRecord stream) => stream.From + Settling;

    /// <summary>Tells the users in the order of their creation.</summary>
    /// <param name="order">Of which stream, and how.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <returns>How far it is, again and again.</returns>
    /// <exception cref="OperationRefusedException">
    /// There is no such account or stream, it is disabled or was changed meanwhile, this machine's clock is wrong, or it is not to wait and
    /// must.
    /// </exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    public async IAsyncEnumerable<ReplayProgress> RunAsync(
        ReplayOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (account, stream, told, noted) = (order.Account, await CheckAsync(order, cancellationToken), 0, 0);
        var left = BeginningOf(stream) - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            yield return new ReplayProgress(told, IsWaiting: false) { BeginsAt = BeginningOf(stream) };
            await Task.Delay(left, time, cancellationToken);
        }
        stream = order.Resumes ? await FollowAsync(stream, cancellationToken) : await NoteAsync(stream, to: null, cancellationToken);
        var type = (await accounts.RulesAsync(account, cancellationToken)).Type;
        var batch = new List<UserRecord>(UsersAtOnce);
        var pages = new UserPages(users).ReadAsync(account, type, filter: null, cancellationToken, stream.ReplayedTo);
        if (await IsFullAsync(stream, cancellationToken))
        {
            yield return Waiting(order, told);
            await WaitForReceiverAsync(stream, cancellationToken);
        }
        await foreach (var user in pages)
        {
            batch.Add(user);
            if (batch.Count < UsersAtOnce)
                continue;
            told += await TellAsync(stream, batch, cancellationToken);
            if (told - noted >= UsersBetweenNotes)
            {
                noted = told;
                stream = await NoteAsync(stream, batch[^1].Id, cancellationToken);
                if (await IsFullAsync(stream, cancellationToken))
                {
                    yield return Waiting(order, told);
                    await WaitForReceiverAsync(stream, cancellationToken);
                }
            }
            batch.Clear();
            yield return new ReplayProgress(told, IsWaiting: false);
        }
        told += await TellAsync(stream, batch, cancellationToken);
        await NoteAsync(stream, to: null, cancellationToken);
        yield return new ReplayProgress(told, IsWaiting: false);
    }

    private async Task<StreamRecord> CheckAsync(ReplayOrder order, CancellationToken cancellationToken)
    {
        var stream = await operations.FindAsync(order.Account, order.Stream, cancellationToken);
        if (stream.Setting is null)
            throw new OperationRefusedException("The stream is disabled, so that it takes no events.", Enable(stream));
        if (!AccountStreams.Has(await accounts.FindInUseAsync(order.Account, cancellationToken), stream))
        {
            throw new OperationRefusedException(
                "The last change of the stream was broken off, so that it takes no events.", Enable(stream));
        }
        await checks.RequireClockAsync(cancellationToken);
        if (!order.Waits && BeginningOf(stream) > time.GetUtcNow())
        {
            throw new OperationRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"It can begin at {BeginningOf(stream).UtcDateTime:HH:mm:ss} UTC. Run it then."));
        }
        return stream;
    }

    /// <summary>Tells users as they are: one that has changed since it was read is read again, one that is gone is left out.</summary>
    private async Task<int> TellAsync(StreamRecord stream, List<UserRecord> batch, CancellationToken cancellationToken)
    {
        // Events of a stream that is deleted would stay behind, and those of one that begins anew would not be delivered.
        if (batch.Count > 0)
            await FollowAsync(stream, cancellationToken);
        var told = 0;
        for (var tries = 0; batch.Count > 0; tries++)
        {
            if (tries == MostTries)
                throw new OperationRefusedException("Others changed a user each time that it was to be told.", Resume(stream));
            var type = await TypeAsync(stream.Account, batch, cancellationToken);
            var now = time.GetUtcNow();
            var changed = await outbox.AddForAsync(
                stream.Account,
                [.. batch.Select(user => (EventReplay.Of(user, type, stream.Setting!, now), user.ETag))], // Checked when it began.
                cancellationToken);
            told += batch.Count - changed.Count;
            var again = new List<UserRecord>();
            foreach (var id in changed)
            {
                if (await users.FindAsync(stream.Account, id, cancellationToken) is { } user)
                    again.Add(user);
            }
            batch = again;
        }
        return told;
    }

    /// <summary>What a user has by the newest schemas that one of them was written by.</summary>
    private async Task<UserType> TypeAsync(AccountId account, List<UserRecord> batch, CancellationToken cancellationToken) =>
        (await accounts.RulesAsync(account, cancellationToken, batch.Max(user => user.Generation))).Type;

    private Task<StreamRecord> NoteAsync(StreamRecord stream, UserId? to, CancellationToken cancellationToken) =>
        settings.UpdateAsync(stream, now => Same(now, stream) with { ReplayedTo = to }, cancellationToken);

    private async Task<StreamRecord> FollowAsync(StreamRecord stream, CancellationToken cancellationToken) =>
        await streams.FindAsync(stream.Account, stream.Id, cancellationToken) is { } now ? Same(now, stream) : throw Changed(stream);

    /// <summary>The stream as it is now, if it still takes events and began when it did.</summary>
    private static StreamRecord Same(StreamRecord now, StreamRecord stream) =>
        now.Setting == stream.Setting ? now : throw Changed(stream);

    private async Task WaitForReceiverAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        do
            await Task.Delay(Pause, time, cancellationToken);
        while (await IsFullAsync(stream, cancellationToken));
    }

    private async Task<bool> IsFullAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        var waiting = 0;
        await foreach (var page in outbox.KeysAsync(stream.Account, stream.Id, from: null, before: null, cancellationToken))
        {
            waiting += page.Count;
            if (waiting >= MostWaiting)
                return true;
        }
        return false;
    }

    private static ReplayProgress Waiting(ReplayOrder order, int told) => order.Waits
        ? new ReplayProgress(told, IsWaiting: true)
        : throw new OperationRefusedException(
            string.Create(CultureInfo.InvariantCulture, $"{MostWaiting} events wait for the receiver, which is the most."),
            new Remedy.ResumeReplay(order.Account, order.Stream));

    private static OperationRefusedException Changed(StreamRecord stream) =>
        new("The stream was disabled or deleted meanwhile.", new Remedy.ReplayAnew(stream.Account, stream.Id));

    private static Remedy.EnableEvents Enable(StreamRecord stream) => new(stream.Account, stream.Id);

    private static Remedy.ResumeReplay Resume(StreamRecord stream) => new(stream.Account, stream.Id);
}
