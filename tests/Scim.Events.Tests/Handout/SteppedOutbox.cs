using System.Runtime.CompilerServices;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Events.Tests.Handout;

/// <summary>
/// An outbox in memory that is read row by row as a table is: what is written behind the place of a reader is not seen by it, what is
/// written before its place is.
/// </summary>
/// <param name="step">Is awaited before each row that is read and before each change; whatever it does happens then.</param>
internal sealed class SteppedOutbox(Func<Task>? step = null) : IOutbox
{
    private static readonly EventId Last = new(new WriteId(Guid.AllBitsSet), EventId.Activity);

    private readonly SortedSet<EventId> _order = [];
    private readonly Dictionary<EventId, OutboxEvent> _rows = [];
    private readonly HashSet<EventId> _acknowledged = [];

    public IEnumerable<OutboxEvent> Rows => _rows.Values;

    public int Looks { get; private set; }

    public int Pages { get; private set; }

    public void Add(params IEnumerable<OutboxEvent> events)
    {
        foreach (var told in events)
        {
            _order.Add(told.Id);
            _rows.Add(told.Id, told);
        }
    }

    public bool Remove(EventId id) => _order.Remove(id) && _rows.Remove(id);

    public void Aside(EventId id, string? reason) => _rows[id] = _rows[id] with { SetAside = reason };

    public async IAsyncEnumerable<IReadOnlyList<OutboxEvent>> PagesAsync(
        AccountId account, StreamId stream, EventId? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (page, acknowledged) = (new List<OutboxEvent>(), _acknowledged.ToHashSet());
        for (var place = after; ;)
        {
            await StepAsync();
            if (page.Count == pageSize)
            {
                Pages++;
                yield return [.. page];
                page = [];
            }
            if (Next(place, orEqual: false) is not { } next) break;
            place = next.Id;
            if (!acknowledged.Contains(next.Id)) page.Add(next);
        }
        Pages++;
        yield return page;
    }

    public async IAsyncEnumerable<IReadOnlyList<OutboxKey>> KeysAsync(
        AccountId account, StreamId stream, EventId? from, EventId? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Looks++;
        var (keys, acknowledged, isFirst) = (new List<OutboxKey>(), _acknowledged.ToHashSet(), true);
        for (var place = from; ; isFirst = false)
        {
            await StepAsync();
            if (Next(place, orEqual: isFirst) is not { } next || next.Id >= before) break;
            place = next.Id;
            if (!acknowledged.Contains(next.Id)) keys.Add(new OutboxKey(next.Id, next.User, next.When, next.SetAside is not null));
        }
        yield return keys;
    }

    public Task AddAsync(AccountId account, OutboxEvent added, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<UserId>> AddForAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public async Task<int> RemoveAsync(
        AccountId account, StreamId stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        await StepAsync();
        return events.Count(Remove);
    }

    /// <summary>A reader meets the notes first, before it goes through the rows.</summary>
    public async Task AcknowledgeAsync(
        AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        await StepAsync();
        _acknowledged.UnionWith(events);
    }

    public async Task<int> RemoveAcknowledgedAsync(
        AccountId account, StreamId stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var id in _acknowledged.ToList())
        {
            await StepAsync();
            removed += Remove(id) ? 1 : 0;
        }
        return removed;
    }

    public Task<int> RemoveAllAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public async Task<bool> SetAsideAsync(
        AccountId account, StreamId stream, EventId id, string? reason, CancellationToken cancellationToken)
    {
        await StepAsync();
        if (!_rows.ContainsKey(id)) return false;
        Aside(id, reason);
        return true;
    }

    private Task StepAsync() => step?.Invoke() ?? Task.CompletedTask;

    private OutboxEvent? Next(EventId? place, bool orEqual)
    {
        var behind = place is { } from ? _order.GetViewBetween(from, Last) : _order;
        foreach (var id in behind)
        {
            if (orEqual || id != place) return _rows[id];
        }
        return null;
    }
}
