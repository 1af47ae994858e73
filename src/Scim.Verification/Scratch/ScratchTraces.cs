using System.Globalization;
using System.Text;
using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Scratch;

/// <summary>What a request and its answer say of users that come to be.</summary>
internal static class ScratchTraces
{
    private const int LongestId = 1_000;
    private const string Users = "/Users/";

    /// <summary>The users that a request asks to be made: by a creation, by a PUT where there may be none, or by a Bulk.</summary>
    public static IReadOnlyList<AskedUser> AskedIn(SentRequest request)
    {
        if (BodyOf(request) is not { ValueKind: JsonValueKind.Object } body) return [];
        if (IsCreation(request) || (request.Method == "PUT" && IdIn(request.PathAlone) is not null)) return [new AskedUser(Name(body))];
        if (!IsBulk(request)) return [];
        return
        [
            .. Entries(body).Index().Where(entry => IsPost(entry.Item)).Select(entry => new AskedUser(
                JsonPointer.Find(entry.Item, "/data") is { ValueKind: JsonValueKind.Object } data ? Name(data) : null)
            {
                Operation = entry.Index,
                BulkId = Text(entry.Item, "/bulkId"),
            }),
        ];
    }

    /// <summary>
    /// What an answer says of each user that was asked for, and of nobody else. An entry of a Bulk belongs to the operation with its
    /// <c>bulkId</c>, or if it has none to the one in its place.
    /// </summary>
    public static IEnumerable<CreationTrace> TracesIn(IReadOnlyList<AskedUser> asked, Reply reply)
    {
        if (asked.Count == 0) yield break;
        var isRefused = reply.Status is >= 400 and < 500 and not 408; // After 408 nobody knows.
        var entries = reply.IsSuccess && asked.Any(user => user.Operation is not null) ? Entries(reply.Body) : [];
        var byId = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (Text(entry, "/bulkId") is { } bulkId) byId.TryAdd(bulkId, entry);
        }
        foreach (var user in asked)
        {
            if (user.Operation is not { } place)
                yield return new CreationTrace(user)
                {
                    Id = reply.IsSuccess && IsId(reply.Text("/id")) ? reply.Text("/id") : null,
                    UserName = reply.IsSuccess ? reply.Text("/userName") : null,
                    IsRefused = isRefused,
                };
            else if (user.BulkId is { } bulkId && byId.TryGetValue(bulkId, out var entry))
                yield return OfEntry(user, entry);
            else if (place < entries.Count && Text(entries[place], "/bulkId") is null)
                yield return OfEntry(user, entries[place]);
            else
                yield return new CreationTrace(user) { IsRefused = isRefused };
        }
    }

    /// <summary>The ids of the users that a request asks something of.</summary>
    public static IEnumerable<string> IdsAskedBy(SentRequest request)
    {
        if (IdIn(request.PathAlone) is { } id) yield return id;
        if (!IsBulk(request) || BodyOf(request) is not { } body) yield break;
        foreach (var entry in Entries(body))
        {
            if (Text(entry, "/path") is { } path && IdIn(path) is { } other) yield return other;
        }
    }

    /// <summary>The texts in the body of a request, at every level.</summary>
    public static IEnumerable<string> TextsIn(SentRequest request) =>
        BodyOf(request) is { } body
            ? JsonDifferences.All(body).Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.ToString())
            : [];

    /// <summary>The id in a path of a user, as it was before it was encoded; null if it is no such path.</summary>
    public static string? IdIn(string path) =>
        path.StartsWith(Users, StringComparison.OrdinalIgnoreCase) && path.Length > Users.Length && path != "/Users/.search"
            ? Uri.UnescapeDataString(path[Users.Length..])
            : null;

    /// <summary>True if a user can be asked for by it: 1 to 1,000 characters.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= LongestId };

    private static CreationTrace OfEntry(AskedUser user, JsonElement entry)
    {
        var status = JsonPointer.Find(entry, "/status")?.ToString() ?? "";
        var location = IsPost(entry) && status.StartsWith('2') ? Text(entry, "/location") : null; // A refusal may name who is in its way.
        var id = location is null ? null : Uri.UnescapeDataString(location[(location.LastIndexOf('/') + 1)..]);
        return new CreationTrace(user)
        {
            Id = IsId(id) ? id : null,
            IsRefused = int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 400 and < 500,
        };
    }

    private static JsonElement? BodyOf(SentRequest request) =>
        request.Body is { } text ? BoundedBody.ToJson(Encoding.UTF8.GetBytes(text)) : null;

    private static bool IsCreation(SentRequest request) =>
        request.Method == "POST" && request.PathAlone.EndsWith("/Users", StringComparison.OrdinalIgnoreCase);

    private static bool IsBulk(SentRequest request) =>
        request.Method == "POST" && request.PathAlone.EndsWith("/Bulk", StringComparison.OrdinalIgnoreCase);

    private static bool IsPost(JsonElement entry) => string.Equals(Text(entry, "/method"), "POST", StringComparison.OrdinalIgnoreCase);

    private static List<JsonElement> Entries(JsonElement body) =>
        JsonPointer.Find(body, "/Operations") is { ValueKind: JsonValueKind.Array } entries ? [.. entries.EnumerateArray()] : [];

    // RFC 7643 §2.1: the names of attributes have no case.
    private static string? Name(JsonElement user)
    {
        foreach (var member in user.EnumerateObject())
        {
            if (member.Name.Equals("userName", StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String)
                return member.Value.GetString() is { Length: > 0 } name ? name : null;
        }
        return null;
    }

    private static string? Text(JsonElement json, string pointer) =>
        JsonPointer.Find(json, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
