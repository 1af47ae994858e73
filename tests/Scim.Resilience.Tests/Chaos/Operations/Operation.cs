namespace Scim.Resilience.Tests.Chaos.Operations;

/// <summary>A request as it was sent.</summary>
internal sealed record Operation
{
    /// <summary>Its place in the run, from 1.</summary>
    public required int Number { get; init; }

    public required OperationKind Kind { get; init; }

    /// <summary>The trace id of its <c>traceparent</c>, which no other request has.</summary>
    public required string Trace { get; init; }

    /// <summary>The id of the user it is about; null for a creation and for a search.</summary>
    public string? User { get; init; }

    /// <summary>The <c>userName</c> it sets or looks for.</summary>
    public string? UserName { get; init; }

    /// <summary>The <c>displayName</c> it sets, which no other operation sets.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The <c>externalId</c> it sets.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The addresses it sets; null for none, so that they follow <c>userName</c>.</summary>
    public IReadOnlyList<string>? Emails { get; init; }

    /// <summary>The <c>active</c> it sets; null for none.</summary>
    public bool? Active { get; init; }

    /// <summary>The entity tag that it is tied to.</summary>
    public string? IfMatch { get; init; }

    /// <summary>True if it says what the whole user shall be.</summary>
    public bool IsWhole => Kind is OperationKind.Create or OperationKind.Replace;

    /// <summary>True if it changes nothing.</summary>
    public bool IsRead => Kind is OperationKind.Get or OperationKind.Find;

    /// <summary>What the audit trail calls it.</summary>
    public string AuditName => Kind switch
    {
        OperationKind.Create or OperationKind.Replace or OperationKind.Delete => Kind.ToString(),
        _ => "Patch",
    };
}

/// <summary>What a request does.</summary>
internal enum OperationKind
{
    Create,
    Rename,
    Replace,
    Activate,
    Deactivate,

    /// <summary>A PATCH that sets what is there.</summary>
    Idle,
    Delete,
    Get,

    /// <summary>A search by <c>userName</c>.</summary>
    Find,
}
