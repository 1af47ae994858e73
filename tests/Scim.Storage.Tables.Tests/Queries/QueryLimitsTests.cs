using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Queries;
using Scim.Testing.Faults;

namespace Scim.Storage.Tables.Tests.Queries;

public sealed class QueryLimitsTests
{
    private static readonly Filter Anybody = FilterParser.Parse("id pr", UserType.Default);
    private static readonly SortOrder ByName = new(new(UserResource.UserName), Descending: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Expensive => ["filter", "sort", "cursor", "skip"];

    [Theory]
    [MemberData(nameof(Expensive))]
    public async Task Rows_are_limited(string kind)
    {
        await using var storage = await OpenAsync(new QueryLimits { Rows = 5, PageSize = 2 });

        await storage.Ports.FillAsync(Sample.Account, 5, Cancel);
        Assert.NotNull(await storage.Ports.Users.ListAsync(Sample.Account, Query(kind, 5), Cancel));
        await using var fuller = await OpenAsync(new QueryLimits { Rows = 5, PageSize = 2 });
        await fuller.Ports.FillAsync(Sample.Account, 6, Cancel);
        await AssertTooManyAsync(fuller, Query(kind, 6));
    }

    [Fact]
    public void A_query_reads_200_000_rows_and_not_one_more()
    {
        var budget = new QueryLimits().Start(new FakeTimeProvider());

        budget.Spend(200_000);

        Assert.Equal("tooMany", Assert.Throws<ScimException>(() => budget.Spend(1)).Error.Type);
    }

    [Fact]
    public void A_query_reads_for_20_seconds_and_not_a_tick_longer()
    {
        var time = new FakeTimeProvider();
        var budget = new QueryLimits().Start(time);

        time.Advance(TimeSpan.FromSeconds(20));
        budget.Spend(1);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("tooMany", Assert.Throws<ScimException>(() => budget.Spend(1)).Error.Type);
    }

    [Theory]
    [MemberData(nameof(Expensive))]
    public async Task Time_is_limited(string kind)
    {
        var time = new FakeTimeProvider(Sample.Start);
        await using var storage = await OpenAsync(new QueryLimits { PageSize = 2 }, time);
        await storage.Ports.FillAsync(Sample.Account, 7, Cancel);
        storage.Faults.On(
            request => request.RequestUri!.Query.Contains("filter", StringComparison.Ordinal),
            StorageFaultKinds.None,
            StorageFaultKinds.After(() =>
            {
                time.Advance(TimeSpan.FromSeconds(21));
                return Task.CompletedTask;
            }));

        await AssertTooManyAsync(storage, Query(kind, 7));
    }

    [Theory]
    [MemberData(nameof(Expensive))]
    public async Task A_query_tells_of_every_page_that_it_reads(string kind)
    {
        await using var storage = await OpenAsync(new QueryLimits { PageSize = 2 });
        await storage.Ports.FillAsync(Sample.Account, 7, Cancel);
        var pages = 0;

        await storage.Ports.Users.ListAsync(Sample.Account, Query(kind, 7) with { PageRead = () => pages++ }, Cancel);

        Assert.InRange(pages, 3, 4);
    }

    [Theory]
    [InlineData(9_900, 100, false)]
    [InlineData(9_901, 100, true)]
    [InlineData(int.MaxValue, 200, true)]
    [InlineData(10_001, 0, true)]
    public async Task Depth_of_a_sorted_list_is_limited(int startIndex, int count, bool tooMany)
    {
        await using var storage = await OpenAsync(new QueryLimits());
        var query = new UserQuery { Type = UserType.Default, Sort = ByName, StartIndex = startIndex, Count = count };

        if (tooMany)
            await AssertTooManyAsync(storage, query);
        else
            Assert.Empty((await storage.Ports.Users.ListAsync(Sample.Account, query, Cancel)).Users);
    }

    [Fact]
    public async Task A_page_that_lies_over_several_answers_is_whole()
    {
        await using var storage = await OpenAsync(new QueryLimits { PageSize = 2 });
        var users = await storage.Ports.FillAsync(Sample.Account, 7, Cancel);

        var page = await storage.Ports.Users.ListAsync(
            Sample.Account, new UserQuery { Type = UserType.Default, StartIndex = 2, Count = 5 }, Cancel);
        var matches = await storage.Ports.Users.ListAsync(
            Sample.Account, new UserQuery { Type = UserType.Default, StartIndex = 2, Count = 5, Filter = Anybody }, Cancel);

        Assert.Equal(users.Skip(1).Take(5).Select(user => user.Id), page.Users.Select(user => user.Id));
        Assert.Equal(users.Skip(1).Take(5).Select(user => user.Id), matches.Users.Select(user => user.Id));
    }

    private static UserQuery Query(string kind, int users) => kind switch
    {
        "filter" => new UserQuery { Type = UserType.Default, Filter = Anybody },
        "sort" => new UserQuery { Type = UserType.Default, Sort = ByName },
        "cursor" => new UserQuery { Type = UserType.Default, ByCursor = true, Filter = FilterParser.Parse("title pr", UserType.Default) },
        _ => new UserQuery { Type = UserType.Default, StartIndex = users, Count = 1 },
    };

    private static Task<TestStorage> OpenAsync(QueryLimits limits, TimeProvider? time = null) =>
        TestStorage.OpenAsync(options => options with { Limits = limits }, time);

    private static async Task AssertTooManyAsync(TestStorage storage, UserQuery query)
    {
        var refusal = await Assert.ThrowsAsync<ScimException>(() => storage.Ports.Users.ListAsync(Sample.Account, query, Cancel));
        Assert.Equal((400, "tooMany"), (refusal.Error.Status, refusal.Error.Type));
    }
}
