using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What everything that shortens audit trails must do.</summary>
public abstract class AuditRetentionContract : UserContract
{
    private static readonly DateTimeOffset Middle = Sample.Start.AddMinutes(60);

    [Fact]
    public async Task What_is_older_than_an_instant_is_counted()
    {
        await WriteAsync(Account, 120);

        Assert.Equal(new AuditCount(120, 60), await Ports.Audit.CountAsync(Account, Middle, Cancel));
        Assert.Equal(new AuditCount(120, 61), await Ports.Audit.CountAsync(Account, Middle.AddTicks(1), Cancel));
        Assert.Equal(new AuditCount(120, 0), await Ports.Audit.CountAsync(Account, Sample.Start, Cancel));
        Assert.Equal(new AuditCount(120, 120), await Ports.Audit.CountAsync(Account, Sample.Start.AddYears(1), Cancel));
        Assert.Equal(new AuditCount(0, 0), await Ports.Audit.CountAsync(AccountId.Parse("nobody"), Middle, Cancel));
    }

    [Fact]
    public async Task What_is_older_than_an_instant_is_removed_and_nothing_else()
    {
        var other = AccountId.Parse("acme-2");
        await WriteAsync(Account, 250);
        await WriteAsync(other, 3);
        var removed = new Counter();

        await Ports.Audit.RemoveAsync(Account, Sample.Start.AddMinutes(230), removed, Cancel);
        await Ports.Audit.RemoveAsync(Account, Sample.Start.AddMinutes(230), removed, Cancel);

        Assert.Equal(230, removed.Sum);
        var trail = await Ports.Users.ReadAuditAsync(Account, Cancel).ToListAsync(Cancel);
        Assert.Equal(20, trail.Count);
        Assert.All(trail, entry => Assert.True(entry.When >= Sample.Start.AddMinutes(230)));
        Assert.Equal(250, (await FindAccountAsync()).Users);
        Assert.Equal(
            200, (await Ports.Users.ListAsync(Account, new UserQuery { Type = UserType.Default, Count = 200 }, Cancel)).Users.Count);
        Assert.Equal(3, await Ports.Users.ReadAuditAsync(other, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task The_trail_goes_on_after_any_entry_also_one_that_is_gone()
    {
        await WriteAsync(Account, 4);
        foreach (var name in (string[])["one", "two", "three"]) // In one instant.
        {
            var creation = Sample.Creation(await FindAccountAsync(), Sample.User(name, created: Sample.Start.AddMinutes(9)));
            await Ports.Users.WriteAsync(Account, creation, Cancel);
        }
        var trail = await Ports.Users.ReadAuditAsync(Account, Cancel).ToListAsync(Cancel);

        Assert.Equal(7, trail.Count);
        for (var place = 0; place < trail.Count; place++)
        {
            var rest = await Ports.Users.ReadAuditAsync(Account, AuditPosition.Of(trail[place]), Cancel).ToListAsync(Cancel);
            Assert.Equal(trail.Skip(place + 1).Select(entry => entry.WriteId), rest.Select(entry => entry.WriteId));
        }
        await Ports.Audit.RemoveAsync(Account, Sample.Start.AddMinutes(2), new Counter(), Cancel);
        Assert.Empty(await Ports.Users.ReadAuditAsync(Account, AuditPosition.Of(trail[^2]), Cancel).ToListAsync(Cancel));
    }

    /// <summary>Creates users, one a minute.</summary>
    private async Task WriteAsync(AccountId account, int users)
    {
        var row = await AccountAsync(account.Value);
        for (var minute = 0; minute < users; minute++)
        {
            var user = Sample.User($"user{minute}", created: Sample.Start.AddMinutes(minute));
            row = (await Ports.Users.WriteAsync(account, Sample.Creation(row, user), Cancel)).Row!; // The account row was written.
        }
    }

    private sealed class Counter : IProgress<int>
    {
        public int Sum { get; private set; }

        public void Report(int value) => Sum += value;
    }
}
