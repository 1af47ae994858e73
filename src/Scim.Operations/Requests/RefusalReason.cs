using Scim.Operations.Remedies;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Requests;

/// <summary>Why requests of an account are refused or fail: all of one kind, and of one connector.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Connector">The name of their clients' connector; null if it is not known.</param>
public sealed record RefusalReason(RefusalKind Kind, string? Connector)
{
    /// <summary>How many there were.</summary>
    public required long Count { get; init; }

    /// <summary>When the first one arrived; of those that the meter denied, its minute.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When the last one arrived; of those that the meter denied, its minute.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The correlation id of the last one; null for those that the meter denied, which have no entries.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>False if <see cref="First"/> and <see cref="Last"/> are minutes: those that the meter denied are counted by it.</summary>
    public bool HasExactTimes => CorrelationId is not null;

    /// <summary>The user of the last one that was about one; null if there was none.</summary>
    public UserId? User { get; init; }

    /// <summary>Who sent them, by id.</summary>
    public required IReadOnlyList<ClientId> Clients { get; init; }

    /// <summary>What to change.</summary>
    public required RefusalRemedy Remedy { get; init; }
}
