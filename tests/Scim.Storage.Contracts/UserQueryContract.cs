using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of users must do when it is asked for a list.</summary>
public abstract class UserQueryContract : StorageContract
{
    private static readonly Func<DateTimeOffset, UserRecord>[] People =
    [
        at => Sample.User("Anna@example.com", "A1", ["anna@example.com", "Anna@home.example"], true, at, "Berg", "Anna B."),
        at => Sample.User("bert@example.com", "a1", ["bert@example.com"], false, at, "Abel", "O'Brien"),
        at => Sample.User("carl", "a1", ["BERT@example.com", "bert@EXAMPLE.com"], true, at, "berg"),
        at => Sample.User("Zoë.9@example.com", null, null, null, at, "Zorn", "x' or true"),
        at => Sample.User("zed9@example.com", "x/\\#?\t'\"", null, true, at, "Adler"),
        at => Sample.User("anne", new string('e', 1000), ["shared@example.com"], false, at, "Öst"),
    ];

    [Theory]
    [InlineData("userName eq \"ANNA@example.com\"", 1)]
    [InlineData("userName eq \"nobody\"", 0)]
    [InlineData("userName eq \"\"", 0)]
    [InlineData("userName eq \"carl\" and active eq false", 0)]
    [InlineData("userName eq \"carl\" and active eq true", 1)]
    [InlineData("userName eq \"carl\" or userName eq \"anne\"", 2)]
    [InlineData("not (userName eq \"carl\")", 5)]
    [InlineData("userName ne \"carl\"", 5)]
    [InlineData("userName sw \"ann\"", 2)]
    [InlineData("userName sw \"ANNA@\"", 1)]
    [InlineData("userName sw \"z\"", 2)]
    [InlineData("userName sw \"ZED9\"", 1)]
    [InlineData("userName sw \"zoë.9\"", 1)]
    [InlineData("userName sw \"\"", 6)]
    [InlineData("userName ew \"example.com\"", 4)]
    [InlineData("userName gt \"bert@example.com\"", 3)]
    [InlineData("externalId eq \"a1\"", 2)]
    [InlineData("externalId eq \"A1\"", 1)]
    [InlineData("externalId eq \"a1\" and userName eq \"carl\"", 1)]
    [InlineData("externalId eq \"x/\\\\#?\\t'\\\"\"", 1)]
    [InlineData("externalId eq null", 1)]
    [InlineData("externalId pr", 5)]
    [InlineData("emails.value eq \"bert@example.com\"", 2)]
    [InlineData("emails.value eq \"Bert@Example.com\" and active eq true", 1)]
    [InlineData("emails eq \"shared@example.com\"", 1)]
    [InlineData("emails[type eq \"home\"].value eq \"bert@example.com\"", 1)]
    [InlineData("emails[type eq \"work\" and value eq \"ANNA@HOME.example\"]", 0)]
    [InlineData("emails[value eq \"anna@home.example\"]", 1)]
    [InlineData("emails[value co \"bert\"]", 2)]
    [InlineData("emails[not (value eq \"bert@example.com\")]", 2)]
    [InlineData("not (emails pr)", 2)]
    [InlineData("active eq true", 3)]
    [InlineData("active eq \"False\"", 2)]
    [InlineData("active ne true", 3)]
    [InlineData("not (active pr)", 1)]
    [InlineData("name.familyName eq \"BERG\"", 2)]
    [InlineData("displayName eq \"o'brien\"", 1)]
    [InlineData("displayName eq \"x' or true\"", 1)]
    [InlineData("id eq \"not-an-id\"", 0)]
    [InlineData("id pr", 6)]
    [InlineData("meta.created gt \"2026-03-01T12:03:00Z\"", 2)]
    [InlineData("meta.created ge \"2026-03-01T12:03:00Z\"", 3)]
    [InlineData("meta.created eq \"2026-03-01T13:03:00+01:00\"", 1)]
    [InlineData("meta.lastModified lt \"2026-03-01T12:03:00.0000001Z\"", 4)]
    [InlineData("meta.lastModified le \"2026-03-01T12:02:59.9999999Z\"", 3)]
    [InlineData("meta.lastModified gt \"0001-01-01T00:00:00Z\"", 6)]
    [InlineData("meta.lastModified gt \"9999-12-31T23:59:59Z\"", 0)]
    [InlineData("meta.lastModified ne \"2026-03-01T12:00:00Z\" and active eq true", 2)]
    [InlineData("nickName eq \"x\"", 0)]
    public async Task A_filter_finds_the_users_that_satisfy_it(string text, int count)
    {
        var users = await FillAsync();
        var filter = FilterParser.Parse(text, UserResource.Type);
        var expected = users.Where(user => filter.Matches(user.Resource)).Select(NameOf).ToList();

        var page = await ListAsync(new UserQuery { Filter = filter });

        Assert.Equal(expected, page.Users.Select(NameOf));
        Assert.Equal((count, count), (page.Users.Count, page.TotalResults));
        Assert.Equal(count, (await ListAsync(new UserQuery { Filter = filter, Count = 0 })).TotalResults);
        Assert.Equal(expected, await WalkByCursorAsync(new UserQuery { Filter = filter, Count = 2 }));
        var byName = await ListAsync(new UserQuery { Filter = filter, Sort = By("userName") });
        Assert.Equal(expected.Order(StringComparer.OrdinalIgnoreCase), byName.Users.Select(NameOf));
    }

    [Fact]
    public async Task A_filter_by_id_finds_the_user()
    {
        var users = await FillAsync();

        var page = await ListAsync(new UserQuery { Filter = FilterParser.Parse($"id eq \"{users[3].Id}\"", UserResource.Type) });

        Assert.Equal("Zoë.9@example.com", NameOf(Assert.Single(page.Users)));
        Assert.Equal(1, page.TotalResults);
    }

    [Fact]
    public async Task A_changed_user_is_found_by_its_new_values_only()
    {
        var users = await FillAsync();
        var bert = (await Ports.Users.FindAsync(Sample.Account, users[1].Id, Cancel))!;
        await Ports.Users.WriteAsync(
            Sample.Account, Sample.Replacement(Sample.Account, bert, Sample.Next(bert, "bertram", "new", ["bertram@example.com"])), Cancel);

        Assert.Empty(await NamesAsync("userName eq \"bert@example.com\""));
        Assert.Equal(["carl"], await NamesAsync("externalId eq \"a1\""));
        Assert.Equal(["carl"], await NamesAsync("emails.value eq \"bert@example.com\""));
        Assert.Equal(["bertram"], await NamesAsync("userName eq \"bertram\""));
        Assert.Equal(["bertram"], await NamesAsync("externalId eq \"new\""));
        Assert.Equal(["bertram"], await NamesAsync("emails.value eq \"BERTRAM@example.com\""));
    }

    [Fact]
    public async Task Values_shared_by_over_a_hundred_users_are_found_too()
    {
        await Ports.FillAsync(
            Sample.Account,
            Enumerable.Range(0, 103).Select(number => (Func<DateTimeOffset, UserRecord>)(at => Sample.User($"user{number}", "same", created: at))),
            Cancel);
        var filter = FilterParser.Parse("externalId eq \"same\"", UserResource.Type);

        var page = await ListAsync(new UserQuery { Filter = filter, StartIndex = 100, Count = 10 });

        Assert.Equal(["user99", "user100", "user101", "user102"], page.Users.Select(NameOf));
        Assert.Equal(103, page.TotalResults);
    }

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

        foreach (var query in new UserQuery[] { new(), new() { Filter = FilterParser.Parse("id pr", UserResource.Type) } })
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
            page = await ListAsync(new UserQuery { StartIndex = seen.Count + 1, Count = count });
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

        Assert.Equal(expected, await WalkByCursorAsync(new UserQuery { Count = count }));
        var sorted = await WalkByCursorAsync(new UserQuery { Count = count, Sort = By("name.familyName") });
        Assert.Equal(["bert@example.com", "zed9@example.com", "Anna@example.com", "carl", "Zoë.9@example.com", "anne"], sorted);
    }

    [Fact]
    public async Task A_walk_by_cursor_survives_the_deletion_of_its_last_user()
    {
        var users = await FillAsync();
        var first = await ListAsync(new UserQuery { ByCursor = true, Count = 2 });
        await DeleteAsync(first.Users[^1].Id);

        var second = await ListAsync(new UserQuery { ByCursor = true, Count = 2, After = first.Users[^1].Id });

        Assert.Equal(users.Skip(2).Take(2).Select(user => user.Id), second.Users.Select(user => user.Id));
    }

    [Fact]
    public async Task A_sorted_walk_by_cursor_ends_where_its_last_user_was_deleted()
    {
        await FillAsync();
        var query = new UserQuery { ByCursor = true, Count = 2, Sort = By("userName") };
        var first = await ListAsync(query);
        await DeleteAsync(first.Users[^1].Id);

        var refusal = await Assert.ThrowsAsync<ScimException>(() => ListAsync(query with { After = first.Users[^1].Id }));

        Assert.Equal((400, "expiredCursor"), (refusal.Error.Status, refusal.Error.Type));
    }

    [Fact]
    public async Task A_deletion_moves_the_users_behind_it_forward()
    {
        var users = await FillAsync();
        await ListAsync(new UserQuery { Count = 2 });
        await DeleteAsync(users[0].Id);

        var page = await ListAsync(new UserQuery { StartIndex = 3, Count = 2 });

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
            var page = await ListAsync(new UserQuery { Sort = By(by, descending), StartIndex = start, Count = 2 });
            Assert.Equal((6, 2), (page.TotalResults, page.Users.Count));
            seen.AddRange(page.Users.Select(NameOf));
        }

        Assert.Equal(expected, string.Join(' ', seen));
        Assert.Equal(6, (await ListAsync(new UserQuery { Sort = By(by, descending), Count = 0 })).TotalResults);
    }

    [Fact]
    public async Task Sorting_by_what_no_schema_has_leaves_the_order_of_creation()
    {
        var users = await FillAsync();

        var page = await ListAsync(new UserQuery { Sort = new SortOrder(AttributePath.Unknown, Descending: true) });

        Assert.Equal(users.Select(NameOf), page.Users.Select(NameOf));
    }

    [Fact]
    public async Task An_empty_or_unknown_account_lists_nobody()
    {
        await Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel);

        foreach (var account in new[] { Sample.Account, AccountId.Parse("unknown") })
        {
            var page = await Ports.Users.ListAsync(account, new UserQuery(), Cancel);
            Assert.Equal((0, 0), (page.Users.Count, page.TotalResults));
            page = await Ports.Users.ListAsync(account, new UserQuery { ByCursor = true, Count = 5 }, Cancel);
            Assert.Equal((0, false), (page.Users.Count, page.HasMore));
        }
    }

    [Fact]
    public async Task Accounts_do_not_see_each_other()
    {
        await FillAsync();
        await Ports.FillAsync(AccountId.Parse("acme2"), 2, Cancel);

        var page = await Ports.Users.ListAsync(AccountId.Parse("acme2"), new UserQuery { Filter = FilterParser.Parse("id pr", UserResource.Type) }, Cancel);

        Assert.Equal(["user0", "user1"], page.Users.Select(NameOf));
        Assert.Empty((await Ports.Users.ListAsync(
            AccountId.Parse("acme2"), new UserQuery { Filter = FilterParser.Parse("userName eq \"carl\"", UserResource.Type) }, Cancel)).Users);
    }

    [Fact]
    public async Task Without_a_filter_the_total_comes_with_each_cursor_page()
    {
        await FillAsync();

        var page = await ListAsync(new UserQuery { ByCursor = true, Count = 2 });

        Assert.Equal((6, true), (page.TotalResults, page.HasMore));
    }

    [Fact]
    public async Task A_filtered_cursor_page_is_not_counted()
    {
        await FillAsync();

        var page = await ListAsync(new UserQuery { ByCursor = true, Count = 2, Filter = FilterParser.Parse("id pr", UserResource.Type) });

        Assert.Equal((null, true), (page.TotalResults, page.HasMore));
    }

    private static SortOrder By(string attribute, bool descending = false) =>
        new(AttributePathParser.Parse(attribute, UserResource.Type)!, descending);

    private static string NameOf(UserRecord user) => (string)user.Resource[UserResource.UserName]!;

    private Task<IReadOnlyList<UserRecord>> FillAsync() => Ports.FillAsync(Sample.Account, People, Cancel);

    private Task<UserPage> ListAsync(UserQuery query) => Ports.Users.ListAsync(Sample.Account, query, Cancel);

    private async Task<IEnumerable<string>> NamesAsync(string filter) =>
        (await ListAsync(new UserQuery { Filter = FilterParser.Parse(filter, UserResource.Type) })).Users.Select(NameOf);

    private async Task DeleteAsync(UserId id)
    {
        var account = (await Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
        var user = (await Ports.Users.FindAsync(Sample.Account, id, Cancel))!;
        await Ports.Users.WriteAsync(Sample.Account, Sample.Deletion(account, user), Cancel);
    }

    private async Task<List<string>> WalkByCursorAsync(UserQuery query)
    {
        var seen = new List<string>();
        UserPage page;
        UserId? after = null;
        do
        {
            page = await ListAsync(query with { ByCursor = true, After = after });
            seen.AddRange(page.Users.Select(NameOf));
            after = page.Users.Count > 0 ? page.Users[^1].Id : after;
        }
        while (page.HasMore);
        return seen;
    }
}
