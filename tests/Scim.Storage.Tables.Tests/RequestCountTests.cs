using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;

namespace Scim.Storage.Tables.Tests;

/// <summary>The storage requests of each operation, the share of this layer in the budgets of the design.</summary>
public sealed class RequestCountTests : IAsyncLifetime
{
    private TestStorage _storage = null!;
    private IReadOnlyList<UserRecord> _users = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IUserStore Users => _storage.Ports.Users;

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        _users = await _storage.Ports.FillAsync(
            Sample.Account,
            Enumerable.Range(0, 9).Select(number => (Func<DateTimeOffset, UserRecord>)(
                at => Sample.User($"user{number}", number < 3 ? "three" : null, ["all@example.com"], created: at))),
            Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public Task By_id_is_one() => CostsAsync(1, () => Users.FindAsync(Sample.Account, _users[0].Id, Cancel));

    [Theory]
    [InlineData("userName eq \"USER3\"", 2)]
    [InlineData("userName eq \"nobody\"", 1)]
    [InlineData("externalId eq \"three\"", 4)]
    [InlineData("externalId eq \"three\" and userName eq \"user1\"", 2)]
    [InlineData("emails[type eq \"work\"].value eq \"ALL@example.com\"", 10)]
    [InlineData("id eq \"0198\"", 0)]
    [InlineData("displayName pr", 1)]
    public Task By_filter_is_index_and_matches(string filter, int requests) =>
        CostsAsync(requests, () => ListAsync(
            new UserQuery { Type = UserType.Default, Filter = FilterParser.Parse(filter, UserType.Default) }));

    [Fact]
    public Task By_filter_on_the_id_is_one() => CostsAsync(
        1, () => ListAsync(
            new UserQuery { Type = UserType.Default, Filter = FilterParser.Parse($"id eq \"{_users[4].Id}\"", UserType.Default) }));

    [Fact]
    public async Task Every_write_is_one()
    {
        var account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        var jane = (await Users.FindAsync(Sample.Account, _users[0].Id, Cancel))!;

        await CostsAsync(
            1, () => Users.WriteAsync(Sample.Account, Sample.Creation(account, Sample.User("new", "x", ["x@example.com"])), Cancel));
        await CostsAsync(
            1, () => Users.WriteAsync(Sample.Account, Sample.Replacement(Sample.Account, jane, Sample.Next(jane, "renamed")), Cancel));
        account = (await _storage.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        jane = (await Users.FindAsync(Sample.Account, jane.Id, Cancel))!;
        await CostsAsync(1, () => Users.WriteAsync(Sample.Account, Sample.Deletion(account, jane), Cancel));
    }

    [Fact]
    public async Task Every_page_of_a_walk_is_two()
    {
        for (var start = 1; start <= 7; start += 2)
            await CostsAsync(2, () => ListAsync(new UserQuery { Type = UserType.Default, StartIndex = start, Count = 2 }));
        await CostsAsync(2, () => ListAsync(new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2 }));
        await CostsAsync(
            2, () => ListAsync(new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2, After = _users[5].Position }));
    }

    [Fact]
    public async Task A_page_deep_in_the_list_is_one_more_and_only_once()
    {
        var deep = new UserQuery { Type = UserType.Default, StartIndex = 6, Count = 2 };

        await CostsAsync(3, () => ListAsync(deep));
        await CostsAsync(2, () => ListAsync(deep));
        await CostsAsync(2, () => ListAsync(deep with { StartIndex = 8 }));
    }

    [Fact]
    public async Task A_page_behind_the_end_and_a_count_are_one()
    {
        await CostsAsync(1, () => ListAsync(new UserQuery { Type = UserType.Default, StartIndex = 10 }));
        await CostsAsync(1, () => ListAsync(new UserQuery { Type = UserType.Default, Count = 0 }));
        var sorted = new SortOrder(new(UserResource.UserName), Descending: false);
        await CostsAsync(1, () => ListAsync(new UserQuery { Type = UserType.Default, Count = 0, Sort = sorted }));
    }

    [Fact]
    public Task A_sorted_page_is_the_scan_and_its_users() =>
        CostsAsync(4, () => ListAsync(
            new UserQuery { Type = UserType.Default, Count = 3, Sort = new SortOrder(new(UserResource.UserName), false) }));

    private Task<UserPage> ListAsync(UserQuery query) => Users.ListAsync(Sample.Account, query, Cancel);

    private async Task CostsAsync<T>(int requests, Func<Task<T>> operation)
    {
        _storage.Faults.Forget();
        await operation();
        Assert.Equal(requests, _storage.Faults.Requests.Count);
    }
}
