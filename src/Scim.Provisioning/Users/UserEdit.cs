using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>What a request makes of a user. It is applied again to the user as read whenever another writer was faster.</summary>
internal abstract class UserEdit
{
    /// <summary>What the audit trail calls it.</summary>
    public abstract AuditOperation Operation { get; }

    /// <summary>True if the request itself says whether the user is active.</summary>
    public abstract bool SetsActive { get; }

    /// <summary>What a new user brings from elsewhere. Nothing by default.</summary>
    public virtual UserOrigin Origin => default;

    /// <summary>
    /// The user as asked for, or null for none. Without <c>emails</c> it has those that follow from its <c>userName</c>.
    /// </summary>
    /// <param name="current">The user as read; null if there is none.</param>
    /// <param name="steps">What the work is spent from.</param>
    /// <exception cref="ScimException">The request cannot be fulfilled on that user.</exception>
    public abstract ComplexValue? Apply(UserRecord? current, StepBudget steps);
}

/// <summary>What a user was elsewhere.</summary>
/// <param name="Created">When it was created; null for now.</param>
/// <param name="LastModified">When it was last changed; null for when it was created.</param>
/// <param name="Waits">True if it waits for a licence already.</param>
internal readonly record struct UserOrigin(DateTimeOffset? Created, DateTimeOffset? LastModified, bool Waits);

/// <summary>POST: a new user, active unless the request says otherwise.</summary>
internal sealed class UserCreation(ComplexValue user) : UserEdit
{
    public override AuditOperation Operation => AuditOperation.Create;

    public override bool SetsActive => true;

    public override ComplexValue Apply(UserRecord? current, StepBudget steps) =>
        user.With(UserResource.Active, user[UserResource.Active] ?? true);
}

/// <summary>A change of an existing user, which the request may tie to versions.</summary>
internal abstract class ConditionalEdit(UserId id, VersionCondition? expectedVersion) : UserEdit
{
    public sealed override ComplexValue? Apply(UserRecord? current, StepBudget steps)
    {
        if (current is null)
            throw new ScimException(ScimError.ResourceNotFound(id.ToString()));
        if (expectedVersion is not null && !expectedVersion.Matches(current.Version))
            throw new ScimException(ScimError.VersionMismatch());
        return Change(current, steps);
    }

    protected abstract ComplexValue? Change(UserRecord current, StepBudget steps);
}

/// <summary>PUT: every attribute as the request has it; without <c>active</c> the user's state stays.</summary>
internal sealed class UserReplacement(UserId id, ComplexValue user, UserType type, VersionCondition? expectedVersion)
    : ConditionalEdit(id, expectedVersion)
{
    public override AuditOperation Operation => AuditOperation.Replace;

    public override bool SetsActive => user[UserResource.Active] is not null;

    protected override ComplexValue Change(UserRecord current, StepBudget steps) =>
        UserRules.Replace(current.In(type), user, type)
            .With(UserResource.Active, user[UserResource.Active] ?? current.Core[UserResource.Active]);
}

/// <summary>DELETE.</summary>
internal sealed class UserDeletion(UserId id, VersionCondition? expectedVersion) : ConditionalEdit(id, expectedVersion)
{
    public override AuditOperation Operation => AuditOperation.Delete;

    public override bool SetsActive => false;

    protected override ComplexValue? Change(UserRecord current, StepBudget steps) => null;
}
