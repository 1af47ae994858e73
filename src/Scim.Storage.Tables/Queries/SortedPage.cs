using Scim.Protocol.Errors;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Takes a sorted page out of the users that satisfy a query. It keeps as many users as lie up to the end of the page, and of each
/// only its id and what it is sorted by, so that memory stays bounded however large the documents are.
/// </summary>
internal sealed class SortedPage
{
    private readonly UserQuery _query;
    private readonly SortOrder _order;
    private readonly ComplexValue? _after;
    private readonly ResourceComparer _comparer;
    private readonly UserGlance _glance;
    private readonly PriorityQueue<Match, ComplexValue> _first;
    private readonly int _kept;
    private int _total;
    private int _afterCursor;

    /// <param name="query">Which page.</param>
    /// <param name="order">The order.</param>
    /// <param name="after">In cursor mode the last user of the page before, as it is now.</param>
    public SortedPage(UserQuery query, SortOrder order, ComplexValue? after)
    {
        _query = query;
        _order = order;
        _after = after;
        _comparer = new ResourceComparer(order, query.Computation.Steps);
        _glance = new UserGlance(query.Type, [[UserResource.Id], [order.By.Steps[0]]]);
        _first = new PriorityQueue<Match, ComplexValue>(Comparer<ComplexValue>.Create((left, right) => _comparer.Compare(right, left)));
        _kept = query.ByCursor ? query.Count : query.StartIndex - 1 + query.Count;
    }

    /// <summary>Refuses a page too deep in a sorted list.</summary>
    /// <exception cref="ScimException"><c>tooMany</c></exception>
    public static void CheckDepth(UserQuery query, QueryLimits limits)
    {
        if ((query.ByCursor ? 0L : query.StartIndex) + query.Count > limits.Sorted)
            throw new ScimException(ScimError.TooMany("The page lies too deep in a sorted list. Filter, or leave out sortBy."));
    }

    /// <summary>Takes the page.</summary>
    public async Task<PageOfMatches> TakeAsync(IAsyncEnumerable<UserRecord> matches)
    {
        await foreach (var user in matches)
            Offer(user);
        var users = new List<Match>(_first.Count);
        while (_first.TryDequeue(out var match, out _))
            users.Add(match);
        users.Reverse();
        var skipped = _query.ByCursor ? 0 : _query.StartIndex - 1;
        return new PageOfMatches([.. users.Skip(skipped).Take(_query.Count)], _total, _query.ByCursor && _afterCursor > _kept);
    }

    private void Offer(UserRecord user)
    {
        _total++;
        var key = KeyOf(_glance.At(user, _query.Computation.Steps));
        if (_after is not null && _comparer.Compare(key, _after) <= 0)
            return;
        _afterCursor++;
        if (_first.Count < _kept)
            _first.Enqueue(Match.Of(user), key);
        else if (_kept > 0)
            _first.EnqueueDequeue(Match.Of(user), key);
    }

    private ComplexValue KeyOf(ComplexValue resource) => ComplexValue.Of(
        resource.Attributes,
        (UserResource.Id, resource[UserResource.Id]),
        (_order.By.Steps[0], resource[_order.By.Steps[0]]));
}
