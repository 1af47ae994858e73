using Scim.Protocol.Computing;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>A user that an operator brings, maybe from elsewhere.</summary>
internal sealed class UserArrival : UserEdit
{
    public UserArrival(NewUser user)
        : base(AuditOperation.Create, setsActive: true)
    {
        User = user;
        Origin = new UserOrigin(user.Created, user.LastModified, user.WaitingForLicence);
    }

    public NewUser User { get; }

    // An export has the derived address like any other.
    public override ComplexValue Apply(UserRecord? current, StepBudget steps) =>
        Equals(User.Resource[UserResource.Emails], DerivedEmail.From(User.Resource[UserResource.UserName] as string))
            ? User.Resource.With(UserResource.Emails, null)
            : User.Resource;
}
