namespace Scim.Provisioning.Upkeep;

/// <summary>What one run of the upkeep did.</summary>
public sealed class UpkeepCounts
{
    /// <summary>Rows of the logs of requests, and of the counts beside them.</summary>
    public AgedRows Requests { get; } = new();

    /// <summary>STS tokens.</summary>
    public AgedRows Tokens { get; } = new();

    /// <summary>Token buckets.</summary>
    public AgedRows Buckets { get; } = new();

    /// <summary>Entries of the audit trails.</summary>
    public AgedRows Audit { get; } = new();

    /// <summary>True if all was looked at, and nothing broke off.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>True if the work at an account broke off.</summary>
    internal bool HasBrokenOff { get; set; }
}
