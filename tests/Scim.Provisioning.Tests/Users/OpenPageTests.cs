using System.Runtime.CompilerServices;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>A page that is read while it is taken: where it ends, and what it then says of the rest.</summary>
public sealed class OpenPageTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private bool _isDisposed;
    private int _asked;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_index_it_ends_with_its_count_and_says_nothing_of_the_rest()
    {
        var users = Users(3);
        await using var page = await OpenAsync(ByIndex(2), 3, users);

        Assert.Equal([users[0], users[1]], await TakeAllAsync(page));

        Assert.Equal((2, users[1].Position, false, 3), (page.Count, page.Last, page.HasMore, page.TotalResults));
        Assert.Null(await page.TakeAsync()); // However often it is asked.
        Assert.Equal((2, 0), (page.Count, _asked));
    }

    [Fact]
    public async Task By_cursor_more_users_follow_where_one_is_left_after_its_count()
    {
        var users = Users(3);
        await using var page = await OpenAsync(ByCursor(2), null, users);

        Assert.Equal([users[0], users[1]], await TakeAllAsync(page));

        Assert.True(page.HasMore);
        Assert.Equal(0, _asked);
        Assert.Null(page.TotalResults);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_users_end_the_store_is_asked_whether_more_follow_in_cursor_mode_alone(bool isMore)
    {
        await using var byCursor = await OpenAsync(ByCursor(2), null, Users(2), isMore);
        Assert.Equal(2, (await TakeAllAsync(byCursor)).Count);
        Assert.Equal((isMore, 1), (byCursor.HasMore, _asked));

        await using var byIndex = await OpenAsync(ByIndex(2), 2, Users(2), isMore);
        Assert.Equal(2, (await TakeAllAsync(byIndex)).Count);
        Assert.Equal((false, 1), (byIndex.HasMore, _asked));
    }

    [Fact]
    public async Task A_page_without_users_is_empty_before_it_is_taken_and_one_that_was_taken_is_not()
    {
        await using var none = await OpenAsync(ByIndex(2), 0, []);
        Assert.True(none.IsEmpty);
        Assert.Null(await none.TakeAsync());
        Assert.Equal((0, null, 0), (none.Count, none.Last, none.TotalResults));

        await using var some = await OpenAsync(ByIndex(2), 1, Users(1));
        Assert.False(some.IsEmpty);
        await TakeAllAsync(some);
        Assert.False(some.IsEmpty);
    }

    [Fact]
    public async Task A_count_of_0_takes_nobody()
    {
        await using var page = await OpenAsync(ByIndex(0), 7, Users(1));

        Assert.Empty(await TakeAllAsync(page));
        Assert.Equal((7, false), (page.TotalResults, page.HasMore));
    }

    [Fact]
    public async Task By_cursor_it_ends_before_the_user_with_whom_it_would_pass_4_MiB_and_by_index_it_does_not()
    {
        const int Half = OpenPage.MostBytesByCursor / 2;
        var users = Users(3, Half);
        await using var byCursor = await OpenAsync(ByCursor(9), null, users);
        Assert.Equal([users[0], users[1]], await TakeAllAsync(byCursor)); // Exactly as much as may be.
        Assert.Equal((true, users[1].Position), (byCursor.HasMore, byCursor.Last));

        await using var byIndex = await OpenAsync(ByIndex(9), 3, users);
        Assert.Equal(users, await TakeAllAsync(byIndex));

        var larger = Users(2, OpenPage.MostBytesByCursor + 1);
        await using var one = await OpenAsync(ByCursor(9), null, larger);
        Assert.Equal([larger[0]], await TakeAllAsync(one)); // One always fits.
        Assert.True(one.HasMore);
    }

    [Theory]
    [InlineData(false, 4, 2, 4)] // The total was read before the user of this place came.
    [InlineData(false, 2, 3, 3)]
    [InlineData(true, 4, 0, 1)]
    [InlineData(true, 4, 5, 5)]
    public async Task The_total_is_never_less_than_the_users_that_are_seen(bool byCursor, int startIndex, int counted, int told)
    {
        var query = new UserQuery { Type = UserType.Default, ByCursor = byCursor, StartIndex = startIndex };
        await using var page = await OpenAsync(query, counted, Users(1));

        Assert.Equal(told, page.TotalResults);
    }

    [Fact]
    public async Task Behind_the_last_user_the_total_is_as_it_was_counted()
    {
        await using var page = await OpenAsync(new UserQuery { Type = UserType.Default, StartIndex = 9 }, 2, []);

        Assert.Equal(2, page.TotalResults);
    }

    [Fact]
    public async Task Each_user_is_told_when_it_is_taken_and_no_other()
    {
        var users = Users(3);
        var found = new List<UserRecord>();
        await using var page = await OpenAsync(ByIndex(2) with { Found = found.Add }, 3, users);

        Assert.Empty(found);
        await page.TakeAsync();
        Assert.Equal([users[0]], found);
        await TakeAllAsync(page);
        Assert.Equal([users[0], users[1]], found);
    }

    [Fact]
    public async Task What_was_opened_is_closed_when_the_total_cannot_be_read_and_when_the_page_is()
    {
        var users = ReadAsync(Users(1), Stop);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => OpenPage.StartAsync(
            ByIndex(1), Task.FromException<int?>(new StorageUnavailableException("no answer")), users, () => false, Stop));
        Assert.True(_isDisposed);

        _isDisposed = false;
        var page = await OpenAsync(ByIndex(1), 1, Users(1));
        Assert.False(_isDisposed);
        await page.DisposeAsync();
        Assert.True(_isDisposed);
    }

    private static UserQuery ByIndex(int count) => new() { Type = UserType.Default, Count = count };

    private static UserQuery ByCursor(int count) => new() { Type = UserType.Default, Count = count, ByCursor = true };

    private static async Task<List<UserRecord>> TakeAllAsync(OpenPage page)
    {
        var taken = new List<UserRecord>();
        while (await page.TakeAsync() is { } user)
            taken.Add(user);
        return taken;
    }

    private static UserRecord[] Users(int count, int bytes = 100) =>
        [.. Enumerable.Range(0, count).Select(_ => PlainUser.Of(Now, new byte[bytes]))];

    private Task<OpenPage> OpenAsync(UserQuery query, int? total, UserRecord[] users, bool isMore = false) =>
        OpenPage.StartAsync(query, Task.FromResult(total), ReadAsync(users, Stop), () => ++_asked > 0 && isMore, Stop);

    private async IAsyncEnumerable<UserRecord> ReadAsync(UserRecord[] users, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            foreach (var user in users)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return user;
            }
        }
        finally
        {
            _isDisposed = true;
        }
    }
}
