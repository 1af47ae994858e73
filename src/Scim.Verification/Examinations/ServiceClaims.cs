using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Examinations;

/// <summary>What a service says of itself in <c>/ServiceProviderConfig</c> and <c>/ResourceTypes</c>.</summary>
internal sealed record ServiceClaims
{
    /// <summary>True if it takes PATCH, and if it does not say.</summary>
    public bool Patch { get; init; }

    /// <summary>True if it filters, and if it does not say.</summary>
    public bool Filter { get; init; }

    /// <summary>True if it says that it sorts.</summary>
    public bool Sort { get; init; }

    /// <summary>True if it says that it has versions.</summary>
    public bool ETag { get; init; }

    /// <summary>The most operations of a Bulk; null if it does not say that it takes any.</summary>
    public int? BulkOperations { get; init; }

    /// <summary>True if it says that it pages by cursor (RFC 9865 §3).</summary>
    public bool Cursor { get; init; }

    /// <summary>True unless it says that it does not page by index.</summary>
    public bool Index { get; init; }

    /// <summary>The extensions of a user.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Reads what is said.</summary>
    /// <param name="config">The answer of <c>/ServiceProviderConfig</c>.</param>
    /// <param name="types">The answer of <c>/ResourceTypes</c>.</param>
    public static ServiceClaims Of(Reply config, Reply types) => new()
    {
        Patch = Says(config, "/patch/supported") ?? true,
        Filter = Says(config, "/filter/supported") ?? true,
        Sort = Says(config, "/sort/supported") ?? false,
        ETag = Says(config, "/etag/supported") ?? false,
        BulkOperations = Says(config, "/bulk/supported") is true ? config.Number("/bulk/maxOperations") ?? 0 : null,
        Cursor = Says(config, "/pagination/cursor") ?? false,
        Index = Says(config, "/pagination/index") ?? true,
        Extensions =
        [
            .. types.Resources.Where(type => JsonPointer.Find(type, "/endpoint")?.ToString().Trim('/') == "Users")
                .Select(type => JsonPointer.Find(type, "/schemaExtensions"))
                .Where(extensions => extensions is { ValueKind: JsonValueKind.Array })
                .SelectMany(extensions => extensions!.Value.EnumerateArray()) // Those without were left out.
                .Select(extension => JsonPointer.Find(extension, "/schema")?.ToString() ?? ""),
        ],
    };

    /// <summary>True if users have an extension.</summary>
    public bool Has(string extension) => Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase);

    private static bool? Says(Reply reply, string pointer) => reply.At(pointer)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
