using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Events;

/// <summary>An event that waits in a stream's outbox for its receiver.</summary>
public sealed record OutboxEvent
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Its id.</summary>
    public required EventId Id { get; init; }

    /// <summary>What it tells.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>When it was made; its age counts from then.</summary>
    public required DateTimeOffset When { get; init; }

    /// <summary>The user; null for one about the stream.</summary>
    public UserId? User { get; init; }

    /// <summary>The user's <c>externalId</c> after the change, before it for a deletion; null for none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The user's version after the change; null after a deletion.</summary>
    public WriteId? Version { get; init; }

    /// <summary>The user's version before the change; null for a creation.</summary>
    public WriteId? Previous { get; init; }

    /// <summary>When the user was created, for one that has the whole user.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was last changed, for one that has the whole user.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>True if <see cref="Content"/> has values, false if it has names.</summary>
    public bool IsFull { get; init; }

    /// <summary>
    /// JSON as UTF-8: with values the user without <c>meta</c> or a PatchOp, else an array of names; of one about the stream its whole
    /// payload. Empty where the kind says all.
    /// </summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Why the receiver refused it for good; null as long as it has not.</summary>
    public string? SetAside { get; init; }

    /// <summary>The storage tag of its row; empty before it is stored.</summary>
    public string ETag { get; init; } = "";
}

/// <summary>What an event tells.</summary>
public enum EventKind
{
    /// <summary>A user was created, or is told anew by a replay.</summary>
    Create,

    /// <summary>A user was replaced.</summary>
    Put,

    /// <summary>A user was changed.</summary>
    Patch,

    /// <summary>A user was deleted.</summary>
    Delete,

    /// <summary>A user became active.</summary>
    Activate,

    /// <summary>A user is active no longer.</summary>
    Deactivate,

    /// <summary>The stream's status changes.</summary>
    StreamUpdated,

    /// <summary>The receiver is tried.</summary>
    Verification,
}

/// <summary>What is known of an event without its content.</summary>
/// <param name="Id">Its id.</param>
/// <param name="User">The user; null for one about the stream.</param>
/// <param name="When">When it was made.</param>
/// <param name="IsSetAside">True if the receiver refused it for good.</param>
public readonly record struct OutboxKey(EventId Id, UserId? User, DateTimeOffset When, bool IsSetAside);
