using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>The streams of events of accounts.</summary>
public sealed class StreamOperations(
    AccountOperations accounts,
    IntegrityChecks checks,
    AccountStreams settings,
    IAccountStore rows,
    IStreamStore store,
    IOutbox outbox,
    TimeProvider time)
    : IOperations
{
    /// <summary>The most characters of what a receiver is told of a status or by a verification.</summary>
    public const int LongestText = 512;

    private const int MostTries = 5;

    /// <summary>Makes a stream. It begins <see cref="StreamSetting.Notice"/> later, when all instances know of it.</summary>
    /// <exception cref="OperationRefusedException">
    /// Something of the order is wrong, the account is not in use or has its streams already, or this machine's clock is wrong.
    /// </exception>
    public async Task<StreamRecord> CreateAsync(StreamOrder order, CancellationToken cancellationToken)
    {
        if (string.Join(' ', order.Errors()) is { Length: > 0 } wrong)
            throw new OperationRefusedException(wrong);
        await accounts.FindInUseAsync(order.Account, cancellationToken);
        // The instances go by the time at which it begins.
        await checks.RequireClockAsync(cancellationToken);
        var stream = order.ToStream(time.GetUtcNow());
        await RequireRoomAsync(stream, static _ => true, cancellationToken);
        await store.AddAsync(stream, cancellationToken);
        try
        {
            // Of those that are made at once the first ones have it.
            await RequireRoomAsync(stream, other => other.Id.Uuid.CompareTo(stream.Id.Uuid) < 0, cancellationToken);
            return await settings.PublishAsync(await FindAsync(stream.Account, stream.Id, cancellationToken), cancellationToken);
        }
        catch (OperationRefusedException)
        {
            await store.RemoveAsync(stream.Account, stream.Id, cancellationToken);
            throw;
        }
    }

    /// <summary>The streams of an account, or of all accounts; those too that are being deleted.</summary>
    /// <exception cref="OperationRefusedException">There is no such account.</exception>
    public async Task<IReadOnlyList<StreamListing>> ListAsync(AccountId? account, CancellationToken cancellationToken)
    {
        if (account is { } known)
            await accounts.FindInUseAsync(known, cancellationToken);
        var (listed, row) = (new List<StreamListing>(), (AccountSnapshot?)null);
        foreach (var stream in await store.ListAsync(account, cancellationToken).ToListAsync(cancellationToken))
        {
            if (row?.Account != stream.Account)
                row = await rows.FindAsync(stream.Account, cancellationToken);
            listed.Add(new StreamListing(stream, IsUnfinished: row is not null && !AccountStreams.Has(row, stream)));
        }
        return listed;
    }

    /// <summary>One stream, unless it was deleted.</summary>
    /// <exception cref="OperationRefusedException">There is no such account or stream.</exception>
    public async Task<StreamRecord> FindAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        await accounts.FindInUseAsync(account, cancellationToken);
        return await store.FindAsync(account, stream, cancellationToken) is { Deleted: null } found
            ? found
            : throw new OperationRefusedException($"The account '{account}' has no stream {stream}.", new Remedy.SeeStreams(account));
    }

    /// <summary>A stream with what waits in it and how its delivery goes. All of what waits is counted.</summary>
    /// <exception cref="OperationRefusedException">There is no such account or stream.</exception>
    public async Task<StreamState> DescribeAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        var found = await FindAsync(account, stream, cancellationToken);
        var row = await accounts.FindInUseAsync(account, cancellationToken);
        var delivery = await store.FindDeliveryAsync(account, stream, cancellationToken);
        var (backlog, aside, oldest) = (0, 0, (DateTimeOffset?)null);
        await foreach (var page in outbox.KeysAsync(account, stream, from: null, before: null, cancellationToken))
        {
            backlog += page.Count;
            aside += page.Count(key => key.IsSetAside);
            foreach (var key in page)
                oldest = key.When < oldest || oldest is null ? key.When : oldest;
        }
        return new StreamState(found, delivery, backlog, aside, oldest is null ? null : time.GetUtcNow() - oldest)
        {
            IsUnfinished = !AccountStreams.Has(row, found),
        };
    }

    /// <summary>The events that its receiver refused for good.</summary>
    /// <exception cref="OperationRefusedException">There is no such account or stream.</exception>
    public async Task<IReadOnlyList<OutboxEvent>> ListSetAsideAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        await FindAsync(account, stream, cancellationToken);
        var found = new List<OutboxEvent>();
        await foreach (var page in outbox.PagesAsync(account, stream, after: null, 1_000, cancellationToken))
            found.AddRange(page.Where(told => told.SetAside is not null));
        return found;
    }

    /// <summary>
    /// Changes a stream's status; its receiver is told first (OpenID Shared Signals Framework 1.0 §8.1.5). Where it has that status
    /// already, a change that was broken off is finished.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="status">The status. Disabled also drops what waits; after that, enabling begins anew.</param>
    /// <param name="reason">Why, for the receiver: at most <see cref="LongestText"/> characters; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">
    /// There is no such account or stream, it is to be paused and is disabled, the reason is too long, or this machine's clock is wrong.
    /// </exception>
    public async Task<StreamRecord> SetStatusAsync(
        AccountId account, StreamId stream, StreamStatus status, string? reason, CancellationToken cancellationToken)
    {
        RequireText(reason, "A reason");
        var found = await FindAsync(account, stream, cancellationToken);
        if ((found.Status, status) == (StreamStatus.Disabled, StreamStatus.Paused))
        {
            throw new OperationRefusedException(
                "The stream is disabled, so that it has nothing to hold.", new Remedy.EnableEvents(account, stream));
        }
        StreamRecord changed;
        if (found.Status == status)
        {
            changed = await settings.PublishAsync(found, cancellationToken);
        }
        else
        {
            await outbox.AddAsync(account, ControlEvents.StreamUpdated(found, status, reason, time.GetUtcNow()), cancellationToken);
            changed = await settings.ChangeAsync(found, record => record with { Status = status }, cancellationToken);
        }
        if (changed.Status == StreamStatus.Disabled)
            await RemoveChangesAsync(changed, cancellationToken);
        if (changed.Status == StreamStatus.Enabled)
            await TryAtOnceAsync(account, stream, cancellationToken);
        return changed;
    }

    /// <summary>Sends the receiver a verification event (§8.1.4).</summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="state">What the event brings with it: at most <see cref="LongestText"/> characters; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The event's id, its <c>jti</c>.</returns>
    /// <exception cref="OperationRefusedException">There is no such account or stream, or the state is too long.</exception>
    public async Task<EventId> VerifyAsync(AccountId account, StreamId stream, string? state, CancellationToken cancellationToken)
    {
        RequireText(state, "A state");
        var found = await FindAsync(account, stream, cancellationToken);
        var sent = ControlEvents.Verification(found, state, time.GetUtcNow());
        await outbox.AddAsync(account, sent, cancellationToken);
        await TryAtOnceAsync(account, stream, cancellationToken);
        return sent.Id;
    }

    /// <summary>Takes up what was set aside.</summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="only">This event alone; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many events.</returns>
    /// <exception cref="OperationRefusedException">There is no such account, stream or event.</exception>
    public async Task<int> RedeliverAsync(AccountId account, StreamId stream, EventId? only, CancellationToken cancellationToken)
    {
        await FindAsync(account, stream, cancellationToken);
        var taken = 0;
        await foreach (var page in outbox.KeysAsync(account, stream, from: null, before: null, cancellationToken))
        {
            foreach (var key in page.Where(key => key.IsSetAside && (only is null || key.Id == only)))
                taken += await outbox.SetAsideAsync(account, stream, key.Id, reason: null, cancellationToken) ? 1 : 0;
        }
        await TryAtOnceAsync(account, stream, cancellationToken);
        return taken > 0 || only is null
            ? taken
            : throw new OperationRefusedException($"No event {only} is set aside.");
    }

    /// <summary>
    /// Deletes a stream with what waits in it. What instances still write for it within <see cref="StreamSetting.Notice"/> is removed by
    /// the service's next sweeps, and then the stream's own row.
    /// </summary>
    /// <exception cref="OperationRefusedException">There is no such account or stream.</exception>
    public async Task<StreamRecord> DeleteAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        var found = await FindAsync(account, stream, cancellationToken);
        var now = time.GetUtcNow();
        var deleted = await settings.ChangeAsync(found, record => record with { Deleted = now }, cancellationToken);
        await outbox.RemoveAllAsync(account, stream, cancellationToken);
        return deleted;
    }

    /// <summary>
    /// Has the next sweep try a receiver that has failed: an operator who does something for the stream takes it for mended.
    /// </summary>
    private async Task TryAtOnceAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var noted = await store.FindDeliveryAsync(account, stream, cancellationToken);
            if (noted.NextTry is null || await store.WriteDeliveryAsync(noted with { NextTry = null }, cancellationToken) is not null)
                return;
        }
    }

    private static void RequireText(string? text, string what)
    {
        if (text is { Length: 0 or > LongestText } || text?.Any(char.IsControl) is true)
            throw new OperationRefusedException($"{what} has 1 to {LongestText} characters, and none that controls.");
    }

    private async Task RequireRoomAsync(
        StreamRecord stream, Func<StreamRecord, bool> goesBefore, CancellationToken cancellationToken)
    {
        var before = await store.ListAsync(stream.Account, cancellationToken)
            .CountAsync(other => other.Deleted is null && goesBefore(other), cancellationToken);
        if (before >= StreamSetting.Most)
            throw AccountStreams.TooMany(stream);
    }

    private async Task RemoveChangesAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        await foreach (var page in outbox.KeysAsync(stream.Account, stream.Id, from: null, before: null, cancellationToken))
        {
            await outbox.RemoveAsync(
                stream.Account, stream.Id, [.. page.Where(key => !key.Id.IsControl).Select(key => key.Id)], cancellationToken);
        }
    }
}
