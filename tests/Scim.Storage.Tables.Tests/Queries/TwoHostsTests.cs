using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;

namespace Scim.Storage.Tables.Tests.Queries;

/// <summary>What one host remembers of a list that another changes.</summary>
public sealed class TwoHostsTests : IAsyncLifetime
{
    private const int PageSize = 10;

    private TestStorage _first = null!;
    private TestStorage _second = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _first = await TestStorage.OpenAsync();
        _second = _first.Another();
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_position_is_not_used_after_another_host_has_deleted_users(bool othersCome)
    {
        await _first.Ports.FillAsync(Sample.Account, 30, Cancel);
        // Of a host that has seen nothing of the account only the second walk is remembered.
        foreach (var _ in Enumerable.Range(0, 2))
            await WalkAsync(_second, _second);

        var users = (await PageAsync(_first, 1)).Users;
        foreach (var user in users.Take(8))
            await _first.Ports.Users.WriteAsync(Sample.Account, Sample.Deletion(await AccountAsync(), user), Cancel);
        for (var number = 0; othersCome && number < 8; number++)
        {
            var other = Sample.User($"other{number}", created: Sample.Start.AddDays(1).AddMinutes(number));
            await _first.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(await AccountAsync(), other), Cancel);
        }

        var seen = await WalkAsync(_first, _second);
        Assert.Equal(othersCome ? 30 : 22, seen.Count);
        Assert.Equal(seen.Distinct(), seen);
    }

    [Fact]
    public async Task A_position_is_used_while_nobody_comes_or_goes()
    {
        var user = (await _first.Ports.FillAsync(Sample.Account, 30, Cancel))[0];
        await WalkAsync(_second, _second);
        await WalkAsync(_second, _second);
        user = (await _first.Ports.Users.FindAsync(Sample.Account, user.Id, Cancel))!;
        await _first.Ports.Users.WriteAsync(
            Sample.Account, Sample.Replacement(Sample.Account, user, Sample.Next(user, "renamed")), Cancel);

        _second.Faults.Forget();
        await PageAsync(_second, PageSize + 1);

        Assert.Equal(2, _second.Faults.Requests.Count);
    }

    /// <summary>The ids on the pages, of which the hosts give every other one.</summary>
    private static async Task<List<UserId>> WalkAsync(TestStorage odd, TestStorage even)
    {
        var seen = new List<UserId>();
        UserPage page;
        var host = odd;
        do
        {
            page = await PageAsync(host, seen.Count + 1);
            seen.AddRange(page.Users.Select(user => user.Id));
            host = host == odd ? even : odd;
        }
        while (page.Users.Count > 0);
        return seen;
    }

    private static Task<UserPage> PageAsync(TestStorage host, int startIndex) =>
        host.Ports.Users.ListAsync(
            Sample.Account, new UserQuery { Type = UserType.Default, StartIndex = startIndex, Count = PageSize }, Cancel);

    private async Task<Provisioning.Accounts.AccountSnapshot> AccountAsync() =>
        (await _first.Ports.Accounts.FindAsync(Sample.Account, Cancel))!;
}
