using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>The streams of events of accounts.</summary>
public sealed class StreamOperations(
    AccountOperations accounts, IntegrityChecks checks, AccountStreams settings, IStreamStore store, IOutbox outbox, TimeProvider time)
    : IOperations
{
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
        await RequireRoomAsync(stream, cancellationToken);
        await store.AddAsync(stream, cancellationToken);
        try
        {
            await RequireRoomAsync(stream, cancellationToken);
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
    public async Task<IReadOnlyList<StreamRecord>> ListAsync(AccountId? account, CancellationToken cancellationToken)
    {
        if (account is { } known)
            await accounts.FindInUseAsync(known, cancellationToken);
        return await store.ListAsync(account, cancellationToken).ToListAsync(cancellationToken);
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
        var delivery = await store.FindDeliveryAsync(account, stream, cancellationToken);
        var (backlog, aside, oldest) = (0, 0, (DateTimeOffset?)null);
        await foreach (var page in outbox.KeysAsync(account, stream, from: null, before: null, cancellationToken))
        {
            backlog += page.Count;
            aside += page.Count(key => key.IsSetAside);
            foreach (var key in page)
                oldest = key.When < oldest || oldest is null ? key.When : oldest;
        }
        return new StreamState(found, delivery, backlog, aside, oldest is null ? null : time.GetUtcNow() - oldest);
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

    /// <summary>Changes a stream's status; its receiver is told first (OpenID Shared Signals Framework 1.0 §8.1.5).</summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="status">The status. Disabled also drops what waits; after that, enabling begins anew.</param>
    /// <param name="reason">Why, for the receiver; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such account or stream.</exception>
    public async Task<StreamRecord> SetStatusAsync(
        AccountId account, StreamId stream, StreamStatus status, string? reason, CancellationToken cancellationToken)
    {
        var found = await FindAsync(account, stream, cancellationToken);
        if (found.Status == status)
            return await settings.PublishAsync(found, cancellationToken);
        await outbox.AddAsync(account, ControlEvents.StreamUpdated(found, status, reason, time.GetUtcNow()), cancellationToken);
        var changed = await settings.ChangeAsync(found, record => record with { Status = status }, cancellationToken);
        if (status == StreamStatus.Disabled)
            await RemoveChangesAsync(changed, cancellationToken);
        return changed;
    }

    /// <summary>Sends the receiver a verification event (§8.1.4).</summary>
    /// <returns>The event's id, its <c>jti</c>.</returns>
    /// <exception cref="OperationRefusedException">There is no such account or stream.</exception>
    public async Task<EventId> VerifyAsync(AccountId account, StreamId stream, string? state, CancellationToken cancellationToken)
    {
        var found = await FindAsync(account, stream, cancellationToken);
        var sent = ControlEvents.Verification(found, state, time.GetUtcNow());
        await outbox.AddAsync(account, sent, cancellationToken);
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

    /// <summary>Of those that are made at once the first ones have it.</summary>
    private async Task RequireRoomAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        var before = await store.ListAsync(stream.Account, cancellationToken)
            .CountAsync(other => other.Deleted is null && other.Id.Uuid.CompareTo(stream.Id.Uuid) < 0, cancellationToken);
        if (before >= StreamSetting.Most)
        {
            throw new OperationRefusedException(
                $"The account '{stream.Account}' has {StreamSetting.Most} streams, which is the most. Delete one first.",
                new Remedy.SeeStreams(stream.Account));
        }
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
