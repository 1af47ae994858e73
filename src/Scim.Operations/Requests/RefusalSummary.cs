namespace Scim.Operations.Requests;

/// <summary>Why requests of an account are refused or fail.</summary>
/// <param name="Reasons">The reasons, the most frequent first.</param>
public sealed record RefusalSummary(IReadOnlyList<RefusalReason> Reasons)
{
    /// <summary>
    /// How many requests were granted in the same time; null if the query is confined to a user, an operation or a status.
    /// </summary>
    public long? Granted { get; init; }

    /// <summary>How many refusals have no entry, since they came too fast or storage did not take them.</summary>
    public long Lost { get; init; }

    /// <summary>
    /// Since when entries were looked at; null if all were. A summary looks at <see cref="RequestSummaries.MostLookedAt"/> at most, the
    /// newest.
    /// </summary>
    public DateTimeOffset? CutAt { get; init; }
}
