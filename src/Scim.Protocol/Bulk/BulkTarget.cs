using Scim.Protocol.Schemas;

namespace Scim.Protocol.Bulk;

/// <summary>What the path of an operation names.</summary>
/// <param name="Id">The id of a user; null for all users.</param>
public sealed record BulkTarget(string? Id)
{
    /// <summary>
    /// Reads <c>/Users</c> or <c>/Users/{id}</c>. The RFC wants paths relative to the base URL; the base, or its end, may stand before it.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="baseUrl">The absolute base URL.</param>
    /// <returns>Null for any other path.</returns>
    public static BulkTarget? Parse(string path, string baseUrl) => Parse(path, baseUrl, UserType.Endpoint);

    /// <summary>Whether a path names groups, or one of them, of which there are none.</summary>
    /// <param name="path">The path.</param>
    /// <param name="baseUrl">The absolute base URL.</param>
    public static bool NamesGroups(string path, string baseUrl) => Parse(path, baseUrl, "/Groups") is not null;

    private static BulkTarget? Parse(string path, string baseUrl, string endpoint)
    {
        var segments = Segments(path);
        endpoint = endpoint.Trim('/');
        var at = Array.FindLastIndex(segments, segment => segment.Equals(endpoint, StringComparison.OrdinalIgnoreCase));
        if (at < 0 || segments.Length > at + 2)
            return null;
        var isBelowBase = Segments(baseUrl).TakeLast(at).SequenceEqual(segments.Take(at), StringComparer.OrdinalIgnoreCase);
        return isBelowBase ? new BulkTarget(segments.ElementAtOrDefault(at + 1)) : null;
    }

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
