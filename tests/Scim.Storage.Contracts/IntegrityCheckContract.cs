using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Contracts;

/// <summary>What everything that checks storage must do.</summary>
public abstract class IntegrityCheckContract : UserContract
{
    [Fact]
    public async Task Where_users_were_only_written_nothing_is_wrong()
    {
        var user = await CreateAsync("ada@acme.example", externalId: "7", emails: ["ada@acme.example"]);
        await CreateAsync("bob@acme.example");

        Assert.Empty(await Ports.Integrity.CheckTablesAsync(repair: false, Cancel).ToListAsync(Cancel));
        Assert.Empty(await Ports.Integrity.CheckAccessAsync(Cancel).ToListAsync(Cancel));
        Assert.Empty(await Ports.Integrity.CheckAsync(Account, repair: true, Cancel).ToListAsync(Cancel));
        Assert.Equal(user.Version, (await FindAsync(user.Id)).Version);
    }

    [Fact]
    public async Task The_clock_of_this_machine_is_that_of_storage() =>
        Assert.Null(await Ports.Integrity.CheckClockAsync(Cancel));

    [Fact]
    public async Task An_account_without_a_row_is_found_and_not_repaired()
    {
        var nobody = AccountId.Parse("nobody");
        await AccountAsync();

        var found = Assert.Single(await Ports.Integrity.CheckAsync(nobody, repair: true, Cancel).ToListAsync(Cancel));

        Assert.Equal((nobody, FindingKind.MissingAccountRow, FindingState.Found), (found.Account, found.Kind, found.State));
        Assert.Null(await Ports.Accounts.FindAsync(nobody, Cancel));
    }
}
