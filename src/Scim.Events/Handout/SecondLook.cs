using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>
/// Looks for predecessors of candidates, by reads that begin when the candidates have been seen: at everything before the last of them, or
/// where that is much, at where the predecessor of each must lie.
/// </summary>
/// <remarks>
/// An event without a version before it has no predecessor. The one of any other is about that version, or told with it: it lies within the
/// version's millisecond, or just before its own activation. If that is gone, all before it are.
/// </remarks>
/// <param name="outbox">The events.</param>
internal sealed class SecondLook(IOutbox outbox)
{
    private const int MuchToLookAt = 2_000;
    private const int LooksAtOnce = 8;

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>The users whose candidates have a predecessor.</summary>
    public async Task<IReadOnlySet<UserId>> FindAsync(
        StreamRecord stream, SelectionBounds bounds, OutboxFront front, CancellationToken cancellationToken)
    {
        var looked = new Looked(stream, bounds);
        foreach (var candidate in front.Candidates)
        {
            if (candidate is { Previous: not null, User: { } user })
                looked.For[user] = candidate;
        }
        if (looked.For.Count == 0)
            return looked.Late;
        if (bounds.After is null && front.Rows <= MuchToLookAt)
            await LookAsync(looked, from: null, looked.For.Values.Max(candidate => candidate.Id), cancellationToken);
        else
            await LookAtEachAsync(looked, cancellationToken);
        return looked.Late;
    }

    /// <summary>The users of whom there is an event before the last of some rows that is not among the rows.</summary>
    public async Task<IReadOnlySet<UserId>> FindGapsAsync(
        StreamRecord stream, IReadOnlySet<EventId> gone, IReadOnlyList<OutboxEvent> rows, CancellationToken cancellationToken)
    {
        var gaps = new HashSet<UserId>();
        if (!rows.Any(told => told.Previous is not null))
            return gaps;
        var (seen, last) = (rows.Select(told => told.Id).ToHashSet(), rows[^1].Id);
        await foreach (var page in outbox.KeysAsync(stream.Account, stream.Id, from: null, last, cancellationToken))
        {
            foreach (var key in page)
            {
                if (key.User is { } user && key.When > stream.From && !seen.Contains(key.Id) && !gone.Contains(key.Id))
                    gaps.Add(user);
            }
        }
        return gaps;
    }

    private Task LookAtEachAsync(Looked looked, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        looked.For.Values,
        new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken },
        async (candidate, cancelled) =>
        {
            var previous = candidate.Previous!.Value; // Others are not looked at.
            var end = EndOf(previous);
            await LookAsync(
                looked, new EventId(previous, EventId.Change), end < candidate.Id ? end : candidate.Id, cancelled);
            if (candidate.Id.Number == EventId.Activity)
                await LookAsync(looked, new EventId(candidate.Id.Write, EventId.Change), candidate.Id, cancelled);
        });

    private async Task LookAsync(Looked looked, EventId? from, EventId before, CancellationToken cancellationToken)
    {
        await foreach (var page in outbox.KeysAsync(looked.Stream.Account, looked.Stream.Id, from, before, cancellationToken))
            looked.See(page);
    }

    /// <summary>Every id of the millisecond lies before this one.</summary>
    private static EventId EndOf(WriteId version)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var end = (version.Time + Millisecond).ToUnixTimeMilliseconds();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, end << 16);
        return new EventId(new WriteId(new Guid(bytes, bigEndian: true)), EventId.Change);
    }

    private sealed class Looked(StreamRecord stream, SelectionBounds bounds)
    {
        private readonly Lock _lock = new();

        public StreamRecord Stream => stream;

        public Dictionary<UserId, OutboxEvent> For { get; } = [];

        public HashSet<UserId> Late { get; } = [];

        public void See(IReadOnlyList<OutboxKey> keys)
        {
            foreach (var key in keys)
            {
                if (key.User is { } user && For.TryGetValue(user, out var candidate) && key.Id < candidate.Id
                    && key.When > stream.From && !bounds.Gone.Contains(key.Id))
                {
                    lock (_lock)
                        Late.Add(user);
                }
            }
        }
    }
}
