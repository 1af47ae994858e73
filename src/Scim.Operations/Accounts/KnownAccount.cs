using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Accounts;

/// <summary>An account that is registered.</summary>
/// <param name="Registration">Its entry in the register.</param>
/// <param name="Row">Its row beside its users; null once it is deleted, or while its creation has broken off.</param>
public sealed record KnownAccount(AccountRegistration Registration, AccountSnapshot? Row)
{
    /// <summary>Its name.</summary>
    public AccountId Account => Registration.Account;
}
