namespace Scim.Operations.Pruning;

/// <summary>What there was of one kind to remove.</summary>
/// <param name="Kind">The kind of rows.</param>
/// <param name="All">How many there were.</param>
/// <param name="Removable">How many of them are of no use any more.</param>
/// <param name="Removed">How many were removed; one that is used meanwhile stays.</param>
public sealed record Pruned(PrunedKind Kind, long All, long Removable, long Removed);

/// <summary>A kind of rows that grow old.</summary>
public enum PrunedKind
{
    /// <summary>STS tokens that expired an hour ago.</summary>
    Tokens,

    /// <summary>Token buckets that have been full for an hour.</summary>
    TokenBuckets,

    /// <summary>Rows of the logs of requests, and of the counts beside them.</summary>
    RequestRows,

    /// <summary>Entries of the audit trails.</summary>
    AuditRows,
}
