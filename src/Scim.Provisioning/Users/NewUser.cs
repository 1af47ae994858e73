using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A user that is added together with many others.</summary>
public sealed record NewUser
{
    /// <summary>The caller's number for it, by which the caller knows it again.</summary>
    public required int Number { get; init; }

    /// <summary>Its id.</summary>
    public required UserId Id { get; init; }

    /// <summary>The resource, which has passed <see cref="UserRules"/>. If it is active, it asks for a licence.</summary>
    public required ComplexValue Resource { get; init; }

    /// <summary>When it was created; null for now.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was last changed; null for when it was created.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>True if it waits for a licence already. False by default.</summary>
    public bool WaitingForLicence { get; init; }

    /// <summary>A user as a POST would create it (RFC 7644 §3.3): active unless the body says otherwise.</summary>
    /// <param name="number">The caller's number for it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="body">The body.</param>
    /// <param name="rules">How its account reads requests.</param>
    /// <exception cref="ScimException">The body is wrong.</exception>
    public static NewUser Read(int number, UserId id, JsonElement body, ReadingRules rules) => new()
    {
        Number = number,
        Id = id,
        Resource = new UserCreation(UserRules.Read(body, rules, StepBudget.Unbounded())).Apply(current: null, StepBudget.Unbounded()),
    };
}

/// <summary>What became of a user that was to be added.</summary>
/// <param name="User">The user as asked for.</param>
/// <param name="Created">The user as created; null if it was refused.</param>
/// <param name="Refusal">Why it was refused; null if it was created.</param>
public sealed record NewUserOutcome(NewUser User, UserRecord? Created, ScimError? Refusal);
