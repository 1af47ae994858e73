using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Scratch;

/// <summary>What a request and its answer say of users that come to be.</summary>
internal static class ScratchTraces
{
    private const int LongestId = 1_000;

    /// <summary>The names of the users that a request asks for: of a creation, or of all in a Bulk.</summary>
    public static IEnumerable<string> NamesIn(SentRequest request)
    {
        if (request is not { Method: "POST", Body: { } text } || BoundedBody.ToJson(System.Text.Encoding.UTF8.GetBytes(text)) is not
            {
                ValueKind: JsonValueKind.Object,
            } body)
            return [];
        return IsCreation(request) ? Names(body) : IsBulk(request) ? Entries(body).SelectMany(entry => Names(entry, "/data")) : [];
    }

    /// <summary>The ids of the users that an answer says were made.</summary>
    public static IEnumerable<string> IdsIn(Reply reply)
    {
        if (!reply.IsSuccess || reply.Request.Method != "POST") return [];
        if (IsCreation(reply.Request)) return IsId(reply.Text("/id")) ? [reply.Text("/id")!] : []; // It is no null.
        return IsBulk(reply.Request) ? Entries(reply.Body).SelectMany(IdsOfCreation) : [];
    }

    /// <summary>True if a user can be asked for by it: 1 to 1,000 characters.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= LongestId };

    private static IEnumerable<string> IdsOfCreation(JsonElement entry)
    {
        var (method, location) = (Text(entry, "/method"), Text(entry, "/location"));
        var isDone = JsonPointer.Find(entry, "/status")?.ToString().StartsWith('2') is true; // A refusal may name whoever is in its way.
        if (!isDone || !string.Equals(method, "POST", StringComparison.OrdinalIgnoreCase) || location is null) return [];
        var id = Uri.UnescapeDataString(location[(location.LastIndexOf('/') + 1)..]);
        return IsId(id) ? [id] : [];
    }

    private static bool IsCreation(SentRequest request) =>
        request.PathAlone.EndsWith("/Users", StringComparison.OrdinalIgnoreCase);

    private static bool IsBulk(SentRequest request) => request.PathAlone.EndsWith("/Bulk", StringComparison.OrdinalIgnoreCase);

    private static List<JsonElement> Entries(JsonElement body) =>
        JsonPointer.Find(body, "/Operations") is { ValueKind: JsonValueKind.Array } entries ? [.. entries.EnumerateArray()] : [];

    private static IEnumerable<string> Names(JsonElement json, string below = "") =>
        Text(json, $"{below}/userName") is { Length: > 0 } name ? [name] : [];

    private static string? Text(JsonElement json, string pointer) =>
        JsonPointer.Find(json, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
