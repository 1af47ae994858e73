using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Queries;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Queries;

/// <summary>Users that change between the scan that sorts them and the reading of a page.</summary>
public sealed class SortedPagesTests : IAsyncLifetime
{
    private TestStorage _storage = null!;
    private TestStorage _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static UserQuery Query => new()
    {
        Type = UserType.Default,
        Sort = SortOrder.Parse("userName", null, UserType.Default),
        ByCursor = true,
        Count = 1,
    };

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        _other = _storage.Another();
        await _other.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Fact]
    public async Task A_page_whose_users_were_deleted_is_taken_again()
    {
        var ann = await CreateAsync("ann");
        await CreateAsync("bob");
        await CreateAsync("cid");
        OnReadOf(ann, () => DeleteAsync(ann));

        await AssertPageAsync(Query, "bob", hasMore: true);
    }

    [Fact]
    public async Task A_page_whose_users_match_no_longer_is_taken_again()
    {
        var ann = await CreateAsync("ann");
        await CreateAsync("bob");
        await CreateAsync("cid");
        OnReadOf(ann, async () => await _other.Ports.Users.WriteAsync(
            Sample.Account, Sample.Replacement(Sample.Account, ann, Sample.Next(ann, "ann", active: false)), Cancel));

        await AssertPageAsync(Query with { Filter = FilterParser.Parse("active eq true", UserType.Default) }, "bob", hasMore: true);
    }

    [Fact]
    public async Task A_list_whose_users_were_all_deleted_ends()
    {
        var ann = await CreateAsync("ann");
        OnReadOf(ann, () => DeleteAsync(ann));

        var page = await _storage.Ports.Users.ListAsync(Sample.Account, Query, Cancel);

        Assert.Empty(page.Users);
        Assert.False(page.HasMore);
    }

    [Fact]
    public async Task Taking_it_again_is_paid_from_the_same_budget()
    {
        await using var poor = await TestStorage.OpenAsync(options => options with
        {
            TablePrefix = _storage.Options.TablePrefix,
            Limits = new QueryLimits { Rows = 4 },
        });
        var ann = await CreateAsync("ann");
        await CreateAsync("bob");
        await CreateAsync("cid");
        Assert.Equal("ann", (await poor.Ports.Users.ListAsync(Sample.Account, Query, Cancel)).Users[0].Core[UserResource.UserName]);
        poor.Faults.On(request => IsReadOf(request, ann), After(() => DeleteAsync(ann)));

        var refusal = await Assert.ThrowsAsync<ScimException>(() => poor.Ports.Users.ListAsync(Sample.Account, Query, Cancel));

        Assert.Equal("tooMany", refusal.Error.Type);
    }

    private async Task AssertPageAsync(UserQuery query, string userName, bool hasMore)
    {
        var page = await _storage.Ports.Users.ListAsync(Sample.Account, query, Cancel);
        Assert.Equal(userName, Assert.Single(page.Users).Core[UserResource.UserName]);
        Assert.Equal(hasMore, page.HasMore);
        Assert.Equal(0, _storage.Faults.Planned);
    }

    private void OnReadOf(UserRecord user, Func<Task> before) =>
        _storage.Faults.On(request => IsReadOf(request, user), After(before));

    private static bool IsReadOf(HttpRequestMessage request, UserRecord user) =>
        request.Method == HttpMethod.Get
        && Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Contains($"{user.Id}'", StringComparison.Ordinal);

    private async Task<UserRecord> CreateAsync(string userName)
    {
        var user = Sample.User(userName);
        await _other.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(await AccountAsync(), user), Cancel);
        return (await _other.Ports.Users.FindAsync(Sample.Account, user.Id, Cancel))!;
    }

    private async Task DeleteAsync(UserRecord user) =>
        await _other.Ports.Users.WriteAsync(Sample.Account, Sample.Deletion(await AccountAsync(), user), Cancel);

    private async Task<AccountSnapshot> AccountAsync() => (await _other.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
}
