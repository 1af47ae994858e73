using Scim.Protocol.Computing;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>PATCH: the request's operations in order, all or none.</summary>
internal sealed class UserPatch(UserId id, PatchRequest patch, ReadingRules rules, VersionCondition? expectedVersion)
    : ConditionalEdit(AuditOperation.Patch, setsActive: patch.Assigns(UserResource.Active), id, expectedVersion)
{
    protected override ComplexValue Change(UserRecord current, StepBudget steps)
    {
        var user = current.In(rules.Type);
        var before = user[UserResource.Emails];
        var follows = current.EmailIsDerived || before is null;
        var derived = before as MultiValue;
        var patched = patch.Apply(user, steps, FollowUserName);
        return UserRules.Normalise(follows ? patched.With(UserResource.Emails, null) : patched, rules, steps, user);

        // Operations apply in order: a later one meets the e-mail that follows from the userName of an earlier one.
        ComplexValue FollowUserName(ComplexValue resource)
        {
            var emails = resource[UserResource.Emails];
            follows = follows && DerivedEmail.IsUntouched(emails, derived);
            if (!follows || DerivedEmail.From(resource[UserResource.UserName] as string) is var now && Equals(now, derived))
                return resource;
            derived = now;
            return resource.With(UserResource.Emails, DerivedEmail.Follow(emails, derived));
        }
    }
}
