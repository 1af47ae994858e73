using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>What a request makes of a user. It is applied again to the user as read whenever another writer was faster.</summary>
/// <param name="operation">What the audit trail calls it.</param>
/// <param name="setsActive">True if the request itself says whether the user is active.</param>
internal abstract class UserEdit(AuditOperation operation, bool setsActive)
{
    /// <summary>What the audit trail calls it.</summary>
    public AuditOperation Operation { get; } = operation;

    /// <summary>True if the request itself says whether the user is active.</summary>
    public bool SetsActive { get; } = setsActive;

    /// <summary>What a new user brings from elsewhere. Nothing by default.</summary>
    public UserOrigin Origin { get; protected init; }

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
internal sealed class UserCreation(ComplexValue user) : UserEdit(AuditOperation.Create, setsActive: true)
{
    public override ComplexValue Apply(UserRecord? current, StepBudget steps) =>
        user.With(UserResource.Active, user[UserResource.Active] ?? true);
}

/// <summary>A change of an existing user, which the request may tie to versions.</summary>
internal abstract class ConditionalEdit(AuditOperation operation, bool setsActive, UserId id, VersionCondition? expectedVersion)
    : UserEdit(operation, setsActive)
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
    : ConditionalEdit(AuditOperation.Replace, setsActive: user[UserResource.Active] is not null, id, expectedVersion)
{
    protected override ComplexValue Change(UserRecord current, StepBudget steps) =>
        UserRules.Replace(current.In(type), user)
            .With(UserResource.Active, user[UserResource.Active] ?? current.Core[UserResource.Active]);
}

/// <summary>DELETE.</summary>
internal sealed class UserDeletion(UserId id, VersionCondition? expectedVersion)
    : ConditionalEdit(AuditOperation.Delete, setsActive: false, id, expectedVersion)
{
    protected override ComplexValue? Change(UserRecord current, StepBudget steps) => null;
}
