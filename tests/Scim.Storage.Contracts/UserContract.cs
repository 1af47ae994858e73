using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What the contracts of users have in common.</summary>
public abstract class UserContract : StorageContract
{
    /// <summary>The account of the users.</summary>
    protected static AccountId Account => Sample.Account;

    /// <summary>Creates an account.</summary>
    protected async Task<AccountSnapshot> AccountAsync(string name = "acme", int? licences = null)
    {
        await Ports.Accounts.CreateAsync(AccountId.Parse(name), Sample.Start, licences, Strictness.Lenient, Cancel);
        return (await Ports.Accounts.FindAsync(AccountId.Parse(name), Cancel))!;
    }

    /// <summary>The account row as it is now.</summary>
    protected async Task<AccountSnapshot> FindAccountAsync() => (await Ports.Accounts.FindAsync(Account, Cancel))!;

    /// <summary>The user as it is now.</summary>
    protected async Task<UserRecord> FindAsync(UserId id)
    {
        var found = await Ports.Users.FindAsync(Account, id, Cancel);
        Assert.NotNull(found);
        return found;
    }

    /// <summary>Creates a user, and the account before its first.</summary>
    protected async Task<UserRecord> CreateAsync(string userName, string? externalId = null, string[]? emails = null)
    {
        var account = await Ports.Accounts.FindAsync(Account, Cancel) ?? await AccountAsync();
        var user = Sample.User(userName, externalId, emails);
        var outcome = await Ports.Users.WriteAsync(Account, Sample.Creation(account, user), Cancel);
        Assert.Equal(UserWriteResult.Written, outcome.Result);
        return await FindAsync(user.Id);
    }
}
