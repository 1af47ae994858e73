using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A user as read and as asked for, before a licence was given or refused.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Edit">What was asked for.</param>
/// <param name="Before">The user as read; null for a creation.</param>
/// <param name="After">The user as asked for; null for a deletion.</param>
internal sealed record UserDraft(UserId Id, UserEdit Edit, UserRecord? Before, ComplexValue? After)
{
    /// <summary>True if the user holds a licence now.</summary>
    public bool WasActive => Before?.Core[UserResource.Active] is true;

    /// <summary>True if the user shall be active and needs a licence for it.</summary>
    public bool NeedsLicence => After?[UserResource.Active] is true && !WasActive;

    /// <summary>True if the user gives its licence back.</summary>
    public bool FreesLicence => WasActive && After?[UserResource.Active] is not true;

    /// <summary>How the number of users changes.</summary>
    public int UsersChange => (After is null ? 0 : 1) - (Before is null ? 0 : 1);

    /// <summary>True if it changes the counters of the account row unless a licence is refused.</summary>
    public bool IsCounted => NeedsLicence || FreesLicence || UsersChange != 0;

    /// <summary>How the licences in use change.</summary>
    public int LicencesChange(bool granted) => (NeedsLicence && granted ? 1 : 0) - (FreesLicence ? 1 : 0);

    /// <summary>Whether the user waits for a licence afterwards.</summary>
    public bool Waits(bool granted)
    {
        if (NeedsLicence)
            return !granted;
        return Edit.Origin.Waits || (!Edit.SetsActive && !WasActive && Before is { WaitingForLicence: true });
    }

    /// <summary>The user with the <c>active</c> that the licences allow.</summary>
    public ComplexValue? Resolved(bool granted) => NeedsLicence && !granted ? After?.With(UserResource.Active, false) : After;
}
