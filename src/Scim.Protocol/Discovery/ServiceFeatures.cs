namespace Scim.Protocol.Discovery;

/// <summary>What the service offers, as ServiceProviderConfig publishes it (RFC 7643 §5, RFC 9865 §4). It must be true.</summary>
public sealed record ServiceFeatures
{
    /// <summary>Whether PATCH is served. Default true.</summary>
    public bool Patch { get; init; } = true;

    /// <summary>Whether Bulk is served. Default true.</summary>
    public bool Bulk { get; init; } = true;

    /// <summary>The most operations of one Bulk request. Default 100.</summary>
    public int BulkMaxOperations { get; init; } = 100;

    /// <summary>The most bytes of one Bulk request. Default 1,048,576.</summary>
    public int BulkMaxPayloadSize { get; init; } = 1_048_576;

    /// <summary>Whether lists can be filtered. Default true.</summary>
    public bool Filter { get; init; } = true;

    /// <summary>Whether lists can be sorted. Default true.</summary>
    public bool Sort { get; init; } = true;

    /// <summary>Whether answers carry an ETag and requests may be conditional. Default true.</summary>
    public bool ETag { get; init; } = true;

    /// <summary>Whether lists can be paged by cursor (RFC 9865). Default true.</summary>
    public bool CursorPaging { get; init; } = true;

    /// <summary>Resources of a page that names no count. Default 100.</summary>
    public int DefaultPageSize { get; init; } = 100;

    /// <summary>The most resources of a page. Default 200.</summary>
    public int MaxPageSize { get; init; } = 200;

    /// <summary>Seconds that a cursor lives. Default 3,600.</summary>
    public int CursorTimeout { get; init; } = 3_600;

    /// <summary>The URIs of the events that the client's account has (RFC 9967 §4). Default: none, and nothing is said of events.</summary>
    public IReadOnlyList<string> EventUris { get; init; } = [];

    /// <summary>Where people read about the service; null publishes none. Default null.</summary>
    public string? DocumentationUri { get; init; }
}
