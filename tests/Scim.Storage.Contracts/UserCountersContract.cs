using System.Globalization;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of users must do to the counters and the audit trail, also when writers race.</summary>
public abstract class UserCountersContract : UserContract
{
    [Fact]
    public async Task The_counters_are_written_with_the_user()
    {
        var account = await AccountAsync(licences: 10);

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User("jane")), Cancel);

        var written = await FindAccountAsync();
        Assert.Equal(written, outcome.Row);
        Assert.Equal((10, 1, 1), (written.LicencesOwned, written.LicencesInUse, written.Users));
        var next = await Ports.Users.WriteAsync(Account, Sample.Creation(written, Sample.User("joan")), Cancel);
        Assert.Equal(UserWriteResult.Written, next.Result);
    }

    [Fact]
    public async Task The_turnover_is_stored_with_the_counters_and_kept_by_all_else()
    {
        var jane = await CreateAsync("jane");
        var joan = await CreateAsync("joan");
        Assert.Equal(2, (await FindAccountAsync()).Turnover);

        await Ports.Users.WriteAsync(Account, Sample.Deletion(await FindAccountAsync(), jane), Cancel);
        await CreateAsync("jane");
        var account = await FindAccountAsync();
        Assert.Equal((2, 4), (account.Users, account.Turnover));

        var change = Sample.Replacement(Account, joan, Sample.Next(joan, "joan", active: false)).Changes[0];
        var deactivated = new UserWrite(account, [Sample.Counted(change, account, account.LicencesInUse - 1)]);
        await Ports.Users.WriteAsync(Account, deactivated, Cancel);
        account = await FindAccountAsync();
        Assert.Equal((1, 4), (account.LicencesInUse, account.Turnover));
        Assert.Equal(4, (await Ports.Accounts.UpdateSettingsAsync(account, 9, account.Strictness, Cancel))?.Turnover);
        Assert.Equal(4, (await FindAccountAsync()).Turnover);
    }

    [Fact]
    public async Task A_change_with_an_old_account_row_is_refused_whole()
    {
        var account = await AccountAsync();
        await Ports.Users.WriteAsync(Account, Sample.Creation(account, Sample.User("jane")), Cancel);
        var joan = Sample.User("joan");

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(account, joan), Cancel);

        Assert.Equal(UserWriteResult.AccountChanged, outcome.Result);
        Assert.Null(await Ports.Users.FindAsync(Account, joan.Id, Cancel));
        Assert.Equal(1, (await FindAccountAsync()).Users);
    }

    [Fact]
    public async Task A_change_without_counters_leaves_the_account_row_alone()
    {
        var jane = await CreateAsync("jane");
        var before = await FindAccountAsync();

        var outcome = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, jane, Sample.Next(jane, "joan")), Cancel);

        Assert.Null(outcome.Row);
        Assert.Equal(before, await FindAccountAsync());
    }

    [Fact]
    public async Task Of_racing_creations_of_one_name_one_wins()
    {
        await AccountAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RepeatedAsync(
            account => Sample.Creation(account, Sample.User("jane")))));

        Assert.Equal(1, outcomes.Count(outcome => outcome == UserWriteResult.Written));
        Assert.Equal(7, outcomes.Count(outcome => outcome == UserWriteResult.UserNameTaken));
        Assert.Equal(1, (await FindAccountAsync()).Users);
    }

    [Fact]
    public async Task Racing_creations_are_counted_exactly()
    {
        await AccountAsync();
        var names = Enumerable.Range(0, 12).Select(number => string.Create(CultureInfo.InvariantCulture, $"user{number}"));

        await Task.WhenAll(names.Select(name => RepeatedAsync(account => Sample.Creation(account, Sample.User(name)))));

        var account = await FindAccountAsync();
        Assert.Equal((12, 12), (account.Users, account.LicencesInUse));
    }

    [Fact]
    public async Task Of_racing_changes_of_one_version_one_wins()
    {
        var jane = await CreateAsync("jane");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Ports.Users.WriteAsync(
            Account,
            Sample.Replacement(Account, jane, Sample.Next(jane, "jane", string.Create(CultureInfo.InvariantCulture, $"x-{number}"))),
            Cancel)));

        Assert.Single(outcomes, outcome => outcome.Result == UserWriteResult.Written);
        Assert.Equal(5, outcomes.Count(outcome => outcome.Result == UserWriteResult.UserChanged));
    }

    [Fact]
    public async Task The_audit_trail_tells_every_write_newest_first()
    {
        var jane = await CreateAsync("jane");
        var replacement = Sample.Replacement(Account, jane, Sample.Next(jane, "joan"));
        await Ports.Users.WriteAsync(Account, replacement, Cancel);
        var deletion = Sample.Deletion(await FindAccountAsync(), await FindAsync(jane.Id));
        await Ports.Users.WriteAsync(Account, deletion, Cancel);

        var trail = await Ports.Users.ReadAuditAsync(Account, Cancel).ToListAsync(Cancel);

        Assert.Equal([AuditOperation.Delete, AuditOperation.Replace, AuditOperation.Create], trail.Select(entry => entry.Operation));
        Assert.Equivalent(replacement.Changes[0].Audit, trail[1], strict: true);
        Assert.Equal((1, 1), (trail[2].LicencesInUseAfter, trail[2].UsersAfter));
        Assert.Equal(trail[2].WriteId, trail[1].PreviousVersion);
        Assert.Null(trail[2].PreviousVersion);
    }

    [Fact]
    public async Task A_refused_write_leaves_no_audit_entry()
    {
        await CreateAsync("jane");
        await Ports.Users.WriteAsync(Account, Sample.Creation(await FindAccountAsync(), Sample.User("jane")), Cancel);

        Assert.Single(await Ports.Users.ReadAuditAsync(Account, Cancel).ToListAsync(Cancel));
    }

    private async Task<UserWriteResult> RepeatedAsync(Func<AccountSnapshot, UserWrite> change)
    {
        while (true)
        {
            var outcome = await Ports.Users.WriteAsync(Account, change(await FindAccountAsync()), Cancel);
            if (outcome.Result != UserWriteResult.AccountChanged)
                return outcome.Result;
        }
    }
}
