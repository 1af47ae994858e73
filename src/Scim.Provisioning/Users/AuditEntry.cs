using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>What happened to a user, without any attribute value. Written in the same transaction as the change.</summary>
public sealed record AuditEntry
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The write.</summary>
    public required WriteId WriteId { get; init; }

    /// <summary>When the change was made.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>The client that asked for it.</summary>
    public required ClientId Client { get; init; }

    /// <summary>What was done.</summary>
    public required AuditOperation Operation { get; init; }

    /// <summary>The user.</summary>
    public required UserId User { get; init; }

    /// <summary>The names of the top-level attributes that changed.</summary>
    public required IReadOnlyList<string> ChangedAttributes { get; init; }

    /// <summary>The version before; null for a creation.</summary>
    public WriteId? PreviousVersion { get; init; }

    /// <summary>Whether the user is active after the change; false after a deletion.</summary>
    public required bool ActiveAfter { get; init; }

    /// <summary>Whether the user waits for a licence after the change.</summary>
    public required bool WaitingAfter { get; init; }

    /// <summary>Licences in use after the change, if it wrote the account row.</summary>
    public int? LicencesInUseAfter { get; init; }

    /// <summary>Users after the change, if it wrote the account row.</summary>
    public int? UsersAfter { get; init; }

    /// <summary>The correlation id of the request.</summary>
    public required string CorrelationId { get; init; }
}

/// <summary>What was done to a user.</summary>
public enum AuditOperation
{
    /// <summary>POST.</summary>
    Create,

    /// <summary>PUT.</summary>
    Replace,

    /// <summary>PATCH.</summary>
    Patch,

    /// <summary>DELETE.</summary>
    Delete,
}
