using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Accounts;

/// <summary>An account in the register, which also reserves the names of deleted ones.</summary>
/// <param name="Account">The account.</param>
/// <param name="Created">When it was created.</param>
/// <param name="State">Where it is in its life.</param>
public sealed record AccountRegistration(AccountId Account, DateTimeOffset Created, AccountState State);

/// <summary>Where an account is in its life.</summary>
public enum AccountState
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>Its rows are being removed.</summary>
    Deleting,

    /// <summary>Gone; the name stays reserved.</summary>
    Deleted,
}
