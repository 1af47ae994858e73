using Scim.Protocol.Computing;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Users;

/// <summary>PATCH: the request's operations in order, all or none.</summary>
internal sealed class UserPatch(UserId id, PatchRequest patch, VersionCondition? ifMatch) : ConditionalEdit(id, ifMatch)
{
    public override AuditOperation Operation => AuditOperation.Patch;

    public override bool SetsActive { get; } = patch.Assigns(UserResource.Active);

    protected override ComplexValue Change(UserRecord current, StepBudget steps)
    {
        var derived = current.EmailIsDerived ? current.Resource[UserResource.Emails] : null;
        var patched = UserRules.Normalise(patch.Apply(current.Resource, steps, FollowUserName), steps, current.Resource);
        // Removing active says nothing about the state wished for: it stays.
        return patched.With(UserResource.Active, patched[UserResource.Active] ?? current.Resource[UserResource.Active]);

        // Operations apply in order: a later one meets the e-mail that follows from the userName of an earlier one.
        ComplexValue FollowUserName(ComplexValue resource)
        {
            if (!ReferenceEquals(resource[UserResource.Emails], derived))
                return resource;
            var follows = DerivedEmail.From(resource[UserResource.UserName] as string);
            if (Equals(follows, derived))
                return resource;
            derived = follows;
            return resource.With(UserResource.Emails, follows);
        }
    }
}
