using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Rules;

/// <summary>What holds for every list.</summary>
internal static class ListRules
{
    private const string ListSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /// <summary>The counts of a list are those of what is in it.</summary>
    public static IEnumerable<(string Expected, string Came)> Counts(Reply reply)
    {
        if (!reply.IsSuccess || (reply.At("/Resources") is null && reply.At("/totalResults") is null)) yield break;
        if (reply.At("/schemas/0")?.ToString() != ListSchema) yield return ($"schemas with {ListSchema}", "none, or others");
        var resources = reply.At("/Resources");
        if (resources is { ValueKind: not JsonValueKind.Array }) yield return ("Resources as a list", $"{resources.Value.ValueKind}");
        var (total, count) = (reply.Number("/totalResults"), reply.Resources.Count);
        if (total is null && !IsCursor(reply)) yield return ("totalResults as a whole number", "none");
        if (total < count) yield return ($"totalResults of at least the {count} that are in Resources", $"{total}");
        if (reply.At("/itemsPerPage") is { } items && items.ToString() != $"{count}")
            yield return ($"itemsPerPage {count}, as many as are in Resources", $"{reply.Number("/itemsPerPage")}");
        if (reply.At("/startIndex") is { } start && (start.ValueKind != JsonValueKind.Number || reply.Number("/startIndex") < 1))
            yield return ("startIndex of at least 1", "another");
    }

    // RFC 9865 §2.1: totalResults may be left out where pages are by cursor.
    private static bool IsCursor(Reply reply) =>
        reply.At("/nextCursor") is not null
        || reply.Request.Path.Contains("cursor", StringComparison.OrdinalIgnoreCase)
        || reply.Request.Body?.Contains("cursor", StringComparison.OrdinalIgnoreCase) is true;
}
