using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of users must do when it is asked for a list.</summary>
public abstract class UserQueryContract : PeopleContract
{
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
    [InlineData("userName sw \"zoe\u0308.9\"", 1)]
    [InlineData("userName co \"OE\u0308.\"", 1)]
    [InlineData("userName eq \"\uFF21nna\uFF20example.com\"", 1)]
    [InlineData("emails.value eq \"\uFF42ert@example.com\"", 2)]
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
        var filter = FilterParser.Parse(text, UserType.Default);
        var expected = users.Where(user => filter.Matches(user.In(UserType.Default), StepBudget.Unbounded())).Select(NameOf).ToList();

        var page = await ListAsync(new UserQuery { Type = UserType.Default, Filter = filter });

        Assert.Equal(expected, page.Users.Select(NameOf));
        Assert.Equal((count, count), (page.Users.Count, page.TotalResults));
        Assert.Equal(count, (await ListAsync(new UserQuery { Type = UserType.Default, Filter = filter, Count = 0 })).TotalResults);
        Assert.Equal(expected, await WalkByCursorAsync(new UserQuery { Type = UserType.Default, Filter = filter, Count = 2 }));
        var byName = await ListAsync(new UserQuery { Type = UserType.Default, Filter = filter, Sort = By("userName") });
        Assert.Equal(expected.Order(StringComparer.OrdinalIgnoreCase), byName.Users.Select(NameOf));
    }

    [Fact]
    public async Task A_filter_by_id_finds_the_user()
    {
        var users = await FillAsync();

        var page = await ListAsync(
            new UserQuery { Type = UserType.Default, Filter = FilterParser.Parse($"id eq \"{users[3].Id}\"", UserType.Default) });

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
            Enumerable.Range(0, 103).Select(
                number => (Func<DateTimeOffset, UserRecord>)(at => Sample.User($"user{number}", "same", created: at))),
            Cancel);
        var filter = FilterParser.Parse("externalId eq \"same\"", UserType.Default);

        var page = await ListAsync(new UserQuery { Type = UserType.Default, Filter = filter, StartIndex = 100, Count = 10 });

        Assert.Equal(["user99", "user100", "user101", "user102"], page.Users.Select(NameOf));
        Assert.Equal(103, page.TotalResults);
    }

    [Fact]
    public async Task An_empty_or_unknown_account_lists_nobody()
    {
        await Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel);

        foreach (var account in new[] { Sample.Account, AccountId.Parse("unknown") })
        {
            var page = await Ports.Users.ListAsync(account, new UserQuery { Type = UserType.Default }, Cancel);
            Assert.Equal((0, 0), (page.Users.Count, page.TotalResults));
            page = await Ports.Users.ListAsync(account, new UserQuery { Type = UserType.Default, ByCursor = true, Count = 5 }, Cancel);
            Assert.Equal((0, false), (page.Users.Count, page.HasMore));
        }
    }

    [Fact]
    public async Task Accounts_do_not_see_each_other()
    {
        await FillAsync();
        await Ports.FillAsync(AccountId.Parse("acme2"), 2, Cancel);

        var page = await Ports.Users.ListAsync(
            AccountId.Parse("acme2"), new UserQuery { Type = UserType.Default, Filter = FilterParser.Parse("id pr", UserType.Default) },
                Cancel);

        Assert.Equal(["user0", "user1"], page.Users.Select(NameOf));
        Assert.Empty((await Ports.Users.ListAsync(
            AccountId.Parse("acme2"),
            new UserQuery { Type = UserType.Default, Filter = FilterParser.Parse("userName eq \"carl\"", UserType.Default) },
            Cancel)).Users);
    }
}
