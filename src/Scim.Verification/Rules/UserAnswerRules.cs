using System.Globalization;
using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Rules;

/// <summary>What holds for every user in an answer. Nothing that is said has a value of a user.</summary>
internal static class UserAnswerRules
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Urn = "urn:";

    /// <summary>The users of an answer, one or a list of them.</summary>
    public static IEnumerable<JsonElement> UsersIn(Reply reply) =>
        !reply.IsSuccess || !IsOfUsers(reply) ? []
        : IsList(reply) ? reply.Resources.Where(entry => entry.ValueKind == JsonValueKind.Object)
        : OneIn(reply);

    /// <summary>No member is called <c>password</c>.</summary>
    public static IEnumerable<(string Expected, string Came)> Password(JsonElement json) =>
        JsonDifferences.Names(json).Any(name => name.Equals("password", StringComparison.OrdinalIgnoreCase))
            ? [("no password, whose returned is never", "one")]
            : [];

    /// <summary><c>schemas</c> is there, without duplicates, and names the extensions that are there and no others.</summary>
    public static IEnumerable<(string Expected, string Came)> Schemas(JsonElement user, bool isProjected)
    {
        var listed = JsonPointer.Find(user, "/schemas") is { ValueKind: JsonValueKind.Array } schemas
            ? schemas.EnumerateArray().Select(schema => schema.ToString()).ToList()
            : [];
        if (listed.Count == 0) yield return ("schemas that are not empty", "none");
        else if (!listed.Contains(Core, StringComparer.OrdinalIgnoreCase)) yield return ($"schemas with {Core}", "others only");
        if (listed.Distinct(StringComparer.OrdinalIgnoreCase).Count() != listed.Count)
            yield return ("schemas without repetition", "one twice");
        var present = user.EnumerateObject().Select(member => member.Name)
            .Where(name => name.StartsWith(Urn, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var missing in present.Except(listed, StringComparer.OrdinalIgnoreCase))
            yield return ($"{missing} among schemas", "it is not");
        if (isProjected) yield break;
        foreach (var idle in listed.Except(present, StringComparer.OrdinalIgnoreCase).Where(name => !IsCore(name)))
            yield return ($"attributes of {idle}, which schemas names", "none");
    }

    /// <summary><c>id</c> and <c>meta</c> are there and fit together.</summary>
    public static IEnumerable<(string Expected, string Came)> Meta(JsonElement user, bool isProjected)
    {
        var id = Text(user, "/id");
        if (string.IsNullOrEmpty(id)) yield return ("an id", "none");
        if (JsonPointer.Find(user, "/meta") is null)
        {
            if (!isProjected) yield return ("meta", "none");
            yield break;
        }
        var type = Text(user, "/meta/resourceType");
        if (type != "User" && !(isProjected && type is null)) yield return ("meta.resourceType User", "another");
        if (Text(user, "/meta/location") is { } location)
        {
            if (!Uri.TryCreate(location, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
                yield return ("meta.location that is absolute", "a relative one");
            else if (id is not null && !Uri.UnescapeDataString(location).EndsWith($"/Users/{id}", StringComparison.Ordinal))
                yield return ("meta.location that ends in /Users/ and the id", "another");
        }
        else if (!isProjected)
        {
            yield return ("meta.location", "none");
        }
        var (created, modified) = (Time(user, "/meta/created"), Time(user, "/meta/lastModified"));
        if (!isProjected && (created is null || modified is null)) yield return ("meta.created and meta.lastModified as dateTime", "none");
        if (created > modified) yield return ("meta.lastModified that is not before meta.created", "an earlier one");
    }

    /// <summary>At most one value of a list is primary, and none stands twice with one type.</summary>
    public static IEnumerable<(string Expected, string Came)> Lists(JsonElement user)
    {
        foreach (var list in user.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array))
        {
            var entries = list.Value.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).ToList();
            if (entries.Count(entry => JsonPointer.Find(entry, "/primary") is { ValueKind: JsonValueKind.True }) > 1)
                yield return ($"at most one primary value in {list.Name}", "more");
            var pairs = entries.Select(entry => (Type: Text(entry, "/type"), Value: Text(entry, "/value")))
                .Where(pair => pair.Value is not null)
                .ToList();
            if (pairs.Distinct().Count() != pairs.Count) yield return ($"no value of a type twice in {list.Name}", "one");
        }
    }

    /// <summary><c>meta.version</c> and <c>ETag</c> are one.</summary>
    public static IEnumerable<(string Expected, string Came)> Version(Reply reply)
    {
        foreach (var user in OneIn(reply))
        {
            if (Text(user, "/meta/version") is { } version && reply.Field("ETag") is { } tag && version != tag)
                yield return ("an ETag that is meta.version", "another");
        }
    }

    /// <summary><c>Location</c>, <c>Content-Location</c> and <c>meta.location</c> are one.</summary>
    public static IEnumerable<(string Expected, string Came)> Location(Reply reply)
    {
        foreach (var user in OneIn(reply))
        {
            if (reply.Status == 201 && reply.Field("Location") is null) yield return ("201 with the field Location", "none");
            if (Text(user, "/meta/location") is not { } location) continue;
            foreach (var field in new[] { "Location", "Content-Location" })
            {
                if (reply.Field(field) is { } said && said != location) yield return ($"{field} that is meta.location", "another");
            }
        }
    }

    private static IEnumerable<JsonElement> OneIn(Reply reply) =>
        reply.IsSuccess && IsOfUsers(reply) && !IsList(reply) && reply.Body.ValueKind == JsonValueKind.Object ? [reply.Body] : [];

    private static bool IsOfUsers(Reply reply) =>
        reply.Request.PathAlone is "" or "/.search" || reply.Request.Path.StartsWith("/Users", StringComparison.OrdinalIgnoreCase);

    private static bool IsList(Reply reply) => reply.At("/Resources") is not null || reply.At("/totalResults") is not null;

    private static bool IsCore(string schema) => schema.Equals(Core, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Time(JsonElement json, string pointer) =>
        Text(json, pointer) is { } text && text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Text(JsonElement json, string pointer) =>
        JsonPointer.Find(json, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
