namespace Scim.Provisioning.Users;

/// <summary>
/// A page of users of which the first has been read, and each other is when it is asked for: few of them lie in memory at once,
/// however large they are.
/// </summary>
public sealed class OpenPage : IAsyncDisposable
{
    /// <summary>A page by cursor ends before the user with whom it would pass this, 4 MiB of documents; one user always fits.</summary>
    public const int MostBytesByCursor = 4 * 1024 * 1024;

    private readonly UserQuery _query;
    private readonly IAsyncEnumerator<UserRecord> _users;
    private readonly Func<bool> _isMoreBehind;
    private bool _isAtUser;
    private long _bytes;

    private OpenPage(UserQuery query, IAsyncEnumerator<UserRecord> users, Func<bool> isMoreBehind) =>
        (_query, _users, _isMoreBehind) = (query, users, isMoreBehind);

    /// <summary>How many users satisfy the query; null in cursor mode where counting would cost a scan.</summary>
    public int? TotalResults { get; private set; }

    /// <summary>True if the page has no user.</summary>
    public bool IsEmpty => Count == 0 && !_isAtUser;

    /// <summary>How many users of the page have been taken.</summary>
    public int Count { get; private set; }

    /// <summary>The last user that was taken; null if none was.</summary>
    public UserPosition? Last { get; private set; }

    /// <summary>In cursor mode, once all users were taken: true if users follow the page.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Opens a page.</summary>
    /// <param name="query">Which page.</param>
    /// <param name="totalResults">How many users satisfy the query, or null; read beside the first user.</param>
    /// <param name="users">The users of the page; in cursor mode they may go on behind its end.</param>
    /// <param name="isMoreBehind">Asked when these have come to an end, in cursor mode: true if other users follow.</param>
    /// <param name="cancellationToken">Ends every wait for users, also when they are taken.</param>
    public static async Task<OpenPage> StartAsync(
        UserQuery query,
        Task<int?> totalResults,
        IAsyncEnumerable<UserRecord> users,
        Func<bool> isMoreBehind,
        CancellationToken cancellationToken)
    {
        var page = new OpenPage(query, users.GetAsyncEnumerator(cancellationToken), isMoreBehind);
        try
        {
            await Task.WhenAll(totalResults, page.MoveAsync());
            page.TotalResults = page.AtLeast(await totalResults);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next user of the page; null at its end.</summary>
    /// <exception cref="StorageUnavailableException">Storage gives no answer.</exception>
    public async ValueTask<UserRecord?> TakeAsync()
    {
        if (Count > 0 && _isAtUser)
            await MoveAsync();
        if (!_isAtUser)
            return null;
        var user = _users.Current;
        _bytes += user.Document.Length;
        if (Count == _query.Count || (_query.ByCursor && Count > 0 && _bytes > MostBytesByCursor))
        {
            (_isAtUser, HasMore) = (false, _query.ByCursor);
            return null;
        }
        Count++;
        Last = user.Position;
        _query.Found(user);
        return user;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _users.DisposeAsync();

    /// <summary>The total and the users are two readings: between them users may have come or gone.</summary>
    private int? AtLeast(int? total) =>
        _isAtUser && total is { } known ? Math.Max(known, _query.ByCursor ? 1 : _query.StartIndex) : total;

    private async Task MoveAsync()
    {
        _isAtUser = await _users.MoveNextAsync();
        if (!_isAtUser)
            HasMore = _query.ByCursor && _isMoreBehind();
    }
}
