using System.Globalization;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of users must do when many are added at once.</summary>
public abstract class UserAdditionContract : UserContract
{
    [Fact]
    public async Task All_are_there_in_the_end_with_counters_and_trail()
    {
        var account = await AccountAsync(licences: 500);
        var users = Enumerable.Range(0, 120).Select(number => Sample.User(
            string.Create(CultureInfo.InvariantCulture, $"user{number}"),
            "x",
            ["all@example.com"],
            created: Sample.Start.AddSeconds(number))).ToList();

        var transactions = 0;
        for (var left = users; left.Count > 0; transactions++)
        {
            var outcome = await Ports.Users.WriteAsync(Account, Sample.Creations(account, left), Cancel);
            Assert.Equal(UserWriteResult.Written, outcome.Result);
            account = outcome.Row!; // No answer was lost.
            left = [.. left.Skip(outcome.Changes)];
        }

        Assert.InRange(transactions, 1, 7);
        Assert.Equal(account, await FindAccountAsync());
        Assert.Equal((120, 120, 500), (account.Users, account.LicencesInUse, account.LicencesOwned));
        var page = await Ports.Users.ListAsync(Account, new UserQuery { Type = UserType.Default, Count = 200 }, Cancel);
        Assert.Equal(users.Select(user => user.Id), page.Users.Select(user => user.Id));
        Assert.Equal(users[^1].Document.ToArray(), page.Users[^1].Document.ToArray());
        var trail = await Ports.Users.ReadAuditAsync(Account, Cancel).ToListAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, 120).Reverse(), trail.Select(entry => entry.UsersAfter!.Value)); // Each was counted.
    }

    [Fact]
    public async Task An_old_account_row_is_refused_and_nothing_is_written()
    {
        var account = await AccountAsync();
        await CreateAsync("jane");

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creations(account, [Sample.User("joan")]), Cancel);

        Assert.Equal((UserWriteResult.AccountChanged, 0), (outcome.Result, outcome.Changes));
        Assert.Equal(1, (await FindAccountAsync()).Users);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_by_its_place_and_nothing_is_written()
    {
        await CreateAsync("jane");
        var account = await FindAccountAsync();

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creations(account, [Sample.User("joan"), Sample.User("JANE")]), Cancel);

        Assert.Equal((UserWriteResult.UserNameTaken, 1), (outcome.Result, outcome.Changes));
        Assert.Equal(account, await FindAccountAsync());
        Assert.Single(await Ports.Users.ReadAuditAsync(Account, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_told_by_its_place()
    {
        var jane = await CreateAsync("jane");
        var account = await FindAccountAsync();

        var outcome = await Ports.Users.WriteAsync(
            Account, Sample.Creations(account, [Sample.User("joan"), Sample.Next(jane, "june")]), Cancel);

        Assert.Equal((UserWriteResult.UserChanged, 1), (outcome.Result, outcome.Changes));
        Assert.Equal(account, await FindAccountAsync());
    }

    [Fact]
    public async Task Of_two_that_cannot_stand_together_the_first_is_written()
    {
        var account = await AccountAsync();

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creations(account, [Sample.User("jane"), Sample.User("JANE")]), Cancel);

        Assert.Equal((UserWriteResult.Written, 1), (outcome.Result, outcome.Changes));
        Assert.Equal(1, (await FindAccountAsync()).Users);
    }

    [Fact]
    public async Task Users_are_found_by_each_index()
    {
        var account = await AccountAsync();
        var jane = Sample.User("jane", "ext-1", ["jane@example.com", "j@example.com"]);
        await Ports.Users.WriteAsync(Account, Sample.Creations(account, [jane, Sample.User("joan")]), Cancel);

        foreach (var filter in new[] { "userName eq \"JANE\"", "externalId eq \"ext-1\"", "emails.value eq \"j@example.com\"" })
            Assert.Equal(jane.Id, Assert.Single(await FilterAsync(filter)).Id);
        var replaced = await Ports.Users.WriteAsync(
            Account, Sample.Replacement(Account, await FindAsync(jane.Id), Sample.Next(jane, "june")), Cancel);
        Assert.Equal(UserWriteResult.Written, replaced.Result);
        Assert.Empty(await FilterAsync("userName eq \"jane\""));
    }

    private async Task<IReadOnlyList<UserRecord>> FilterAsync(string filter)
    {
        var query = new UserQuery { Type = UserType.Default, Filter = Protocol.Filters.FilterParser.Parse(filter, UserType.Default) };
        return (await Ports.Users.ListAsync(Account, query, Cancel)).Users;
    }
}
