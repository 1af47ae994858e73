using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of users must do when a list is read in pages and in order.</summary>
public abstract class UserPagingContract : PeopleContract
{
    [Theory]
    [InlineData(1, 100, 6)]
    [InlineData(1, 2, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(6, 2, 1)]
    [InlineData(7, 2, 0)]
    [InlineData(int.MaxValue, 200, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(3, 0, 0)]
    public async Task A_page_lies_where_it_is_asked_for(int startIndex, int count, int expected)
    {
        var names = (await FillAsync()).Select(NameOf).ToList();

        foreach (var query in new UserQuery[] { new() { Type = UserType.Default }, new(
            ) { Type = UserType.Default, Filter = FilterParser.Parse("id pr", UserType.Default) } })
        {
            var page = await ListAsync(query with { StartIndex = startIndex, Count = count });

            Assert.Equal(names.Skip(startIndex - 1).Take(count), page.Users.Select(NameOf));
            Assert.Equal((expected, 6, false), (page.Users.Count, page.TotalResults, page.HasMore));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task A_walk_by_index_sees_each_user_once(int count)
    {
        var expected = (await FillAsync()).Select(NameOf);
        var seen = new List<string>();
        UserPage page;
        do
        {
            page = await ListAsync(new UserQuery { Type = UserType.Default, StartIndex = seen.Count + 1, Count = count });
            seen.AddRange(page.Users.Select(NameOf));
        }
        while (page.Users.Count > 0);

        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_walk_by_cursor_sees_each_user_once(int count)
    {
        var expected = (await FillAsync()).Select(NameOf).ToList();

        Assert.Equal(expected, await WalkByCursorAsync(new UserQuery { Type = UserType.Default, Count = count }));
        var sorted = await WalkByCursorAsync(new UserQuery { Type = UserType.Default, Count = count, Sort = By("name.familyName") });
        Assert.Equal(["bert@example.com", "zed9@example.com", "Anna@example.com", "carl", "Zoë.9@example.com", "anne"], sorted);
    }

    [Fact]
    public async Task A_walk_by_cursor_survives_the_deletion_of_its_last_user()
    {
        var users = await FillAsync();
        var first = await ListAsync(new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2 });
        await DeleteAsync(first.Users[^1].Id);

        var second = await ListAsync(
            new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2, After = first.Users[^1].Position });

        Assert.Equal(users.Skip(2).Take(2).Select(user => user.Id), second.Users.Select(user => user.Id));
    }

    [Fact]
    public async Task A_sorted_walk_by_cursor_ends_where_its_last_user_was_deleted()
    {
        await FillAsync();
        var query = new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2, Sort = By("userName") };
        var first = await ListAsync(query);
        await DeleteAsync(first.Users[^1].Id);

        var refusal = await Assert.ThrowsAsync<ScimException>(() => ListAsync(query with { After = first.Users[^1].Position }));

        Assert.Equal((400, "expiredCursor"), (refusal.Error.Status, refusal.Error.Type));
    }

    [Theory]
    [InlineData("userName")]
    [InlineData("name.familyName")]
    [InlineData("meta.lastModified")]
    public async Task A_sorted_walk_by_cursor_ends_where_its_last_user_was_changed(string by)
    {
        await FillAsync();
        var query = new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2, Sort = By(by) };
        var first = await ListAsync(query);
        var last = first.Users[^1];
        await ChangeAsync(last);

        var refusal = await Assert.ThrowsAsync<ScimException>(() => ListAsync(query with { After = last.Position }));

        Assert.Equal((400, "expiredCursor"), (refusal.Error.Status, refusal.Error.Type));
    }

    [Fact]
    public async Task A_walk_by_cursor_in_order_of_creation_goes_on_behind_a_user_that_was_changed()
    {
        var users = await FillAsync();
        var query = new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2 };
        var first = await ListAsync(query);
        await ChangeAsync(first.Users[^1]);

        var second = await ListAsync(query with { After = first.Users[^1].Position });

        Assert.Equal(users.Skip(2).Take(2).Select(user => user.Id), second.Users.Select(user => user.Id));
    }

    [Theory]
    [InlineData("userName")]
    [InlineData("meta.lastModified")]
    public async Task Users_that_do_not_change_come_once_in_a_sorted_walk_whatever_happens_to_others(string by)
    {
        var users = await Ports.FillAsync(Sample.Account, 12, Cancel);
        var query = new UserQuery { Type = UserType.Default, ByCursor = true, Count = 4, Sort = By(by) };
        var first = await ListAsync(query);
        var changed = first.Users[1];
        await ChangeAsync(changed);

        var others = new List<UserRecord>(first.Users);
        for (var page = first; page.HasMore; others.AddRange(page.Users))
            page = await ListAsync(query with { After = others[^1].Position });

        var unchanged = users.Select(user => user.Id).Where(id => id != changed.Id);
        Assert.Equal(unchanged.Order(), others.Select(user => user.Id).Where(id => id != changed.Id).Order());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("userName sw \"user\"", null)]
    [InlineData("emails.value eq \"all@example.com\"", null)]
    [InlineData(null, "userName")]
    [InlineData("emails.value eq \"all@example.com\"", "userName")]
    public async Task Pages_of_great_users_are_whole_by_index_and_end_at_4_MiB_by_cursor(string? filter, string? sortBy)
    {
        const int Great = 450_000;
        var users = await Ports.FillAsync(
            Sample.Account,
            Enumerable.Range(0, 11).Select(number => (Func<DateTimeOffset, UserRecord>)(
                at => Sample.User($"user{number:D2}", emails: ["all@example.com", new string('x', Great)], created: at))),
            Cancel);
        var query = new UserQuery
        {
            Type = UserType.Default,
            Filter = filter is null ? null : FilterParser.Parse(filter, UserType.Default),
            Sort = sortBy is null ? null : By(sortBy),
        };

        var whole = await ListAsync(query with { Count = 10 });
        Assert.Equal(users.Take(10).Select(NameOf), whole.Users.Select(NameOf));
        Assert.Equal(11, whole.TotalResults);
        Assert.Equal([NameOf(users[10])], (await ListAsync(query with { Count = 10, StartIndex = 11 })).Users.Select(NameOf));

        var first = await ListAsync(query with { Count = 11, ByCursor = true });
        Assert.Equal(users.Take(OpenPage.MostBytesByCursor / Great).Select(NameOf), first.Users.Select(NameOf));
        Assert.True(first.HasMore);
        Assert.Equal(users.Select(NameOf), await WalkByCursorAsync(query with { Count = 11 }));
    }

    [Fact]
    public async Task A_deletion_moves_the_users_behind_it_forward()
    {
        var users = await FillAsync();
        await ListAsync(new UserQuery { Type = UserType.Default, Count = 2 });
        await DeleteAsync(users[0].Id);

        var page = await ListAsync(new UserQuery { Type = UserType.Default, StartIndex = 3, Count = 2 });

        Assert.Equal(users.Skip(3).Take(2).Select(user => user.Id), page.Users.Select(user => user.Id));
        Assert.Equal(5, page.TotalResults);
    }

    [Theory]
    [InlineData("userName", false, "Anna@example.com anne bert@example.com carl zed9@example.com Zoë.9@example.com")]
    [InlineData("userName", true, "Zoë.9@example.com zed9@example.com carl bert@example.com anne Anna@example.com")]
    [InlineData("active", false, "bert@example.com anne Anna@example.com carl zed9@example.com Zoë.9@example.com")]
    [InlineData("meta.created", true, "anne zed9@example.com Zoë.9@example.com carl bert@example.com Anna@example.com")]
    [InlineData("emails.value", false, "Anna@example.com bert@example.com carl anne Zoë.9@example.com zed9@example.com")]
    public async Task A_sorted_list_is_in_order_on_every_page(string by, bool descending, string expected)
    {
        await FillAsync();
        var seen = new List<string>();
        for (var start = 1; start <= 6; start += 2)
        {
            var page = await ListAsync(new UserQuery { Type = UserType.Default, Sort = By(by, descending), StartIndex = start, Count = 2 });
            Assert.Equal((6, 2), (page.TotalResults, page.Users.Count));
            seen.AddRange(page.Users.Select(NameOf));
        }

        Assert.Equal(expected, string.Join(' ', seen));
        Assert.Equal(6, (await ListAsync(new UserQuery { Type = UserType.Default, Sort = By(by, descending), Count = 0 })).TotalResults);
    }

    [Fact]
    public async Task Sorting_by_what_no_schema_has_leaves_the_order_of_creation()
    {
        var users = await FillAsync();

        var page = await ListAsync(
            new UserQuery { Type = UserType.Default, Sort = new SortOrder(AttributePath.Unknown, Descending: true) });

        Assert.Equal(users.Select(NameOf), page.Users.Select(NameOf));
    }

    [Fact]
    public async Task Without_a_filter_the_total_comes_with_each_cursor_page()
    {
        await FillAsync();

        var page = await ListAsync(new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2 });

        Assert.Equal((6, true), (page.TotalResults, page.HasMore));
    }

    [Fact]
    public async Task A_filtered_cursor_page_is_not_counted()
    {
        await FillAsync();

        var page = await ListAsync(
            new UserQuery { Type = UserType.Default, ByCursor = true, Count = 2, Filter = FilterParser.Parse("id pr", UserType.Default) });

        Assert.Equal((null, true), (page.TotalResults, page.HasMore));
    }

    private async Task ChangeAsync(UserRecord user)
    {
        var now = (await Ports.Users.FindAsync(Sample.Account, user.Id, Cancel))!;
        var after = Sample.Next(now, NameOf(now) + "x", familyName: "Zz");
        await Ports.Users.WriteAsync(Sample.Account, Sample.Replacement(Sample.Account, now, after), Cancel);
    }
}
