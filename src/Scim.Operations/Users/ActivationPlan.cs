using System.Globalization;
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
public sealed record WaitingUserOutcome(UserRecord User)
{
    /// <summary>True if it got a licence; false if it still waits, since none was free any more or for what follows.</summary>
    public bool IsActivated => !User.WaitingForLicence;

    /// <summary>
    /// True if it still waits since it was written by schemas that the account does not know, which the storage check tells. Default false.
    /// </summary>
    public bool HasSchemasAhead { get; init; }

    /// <summary>What to tell of those whose schemas are ahead.</summary>
    /// <param name="users">How many, at least 1.</param>
    public static string SchemasAhead(int users) => users == 1
        ? "1 user still waits that was written by schemas that the account does not know."
        : string.Create(
            CultureInfo.InvariantCulture, $"{users:N0} users still wait that were written by schemas that the account does not know.");
}
