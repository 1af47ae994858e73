using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>A user that an operator brings, maybe from elsewhere.</summary>
internal sealed class UserArrival(NewUser user) : UserEdit
{
    public NewUser User => user;

    public override AuditOperation Operation => AuditOperation.Create;

    public override bool SetsActive => true;

    public override UserOrigin Origin => new(user.Created, user.LastModified, user.WaitingForLicence);

    // An export has the derived address like any other.
    public override ComplexValue Apply(UserRecord? current, StepBudget steps) =>
        Equals(user.Resource[UserResource.Emails], DerivedEmail.From(user.Resource[UserResource.UserName] as string))
            ? user.Resource.With(UserResource.Emails, null)
            : user.Resource;
}
