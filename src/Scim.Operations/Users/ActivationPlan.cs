using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Operations.Users;

/// <summary>Which users of an account would get a licence now.</summary>
/// <param name="Account">The account's row as it was read.</param>
/// <param name="Waiting">How many users wait for a licence.</param>
public sealed record ActivationPlan(AccountSnapshot Account, int Waiting)
{
    /// <summary>How many of them can have one.</summary>
    public int Activatable => Math.Min(Account.FreeLicences, Waiting);
}

/// <summary>What became of a user that waited for a licence.</summary>
/// <param name="User">The user as it is then.</param>
/// <param name="IsActivated">True if it got a licence; false if it still waits, since none was free any more.</param>
public sealed record WaitingUserOutcome(UserRecord User, bool IsActivated);
