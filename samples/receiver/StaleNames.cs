using System.Text.Json.Nodes;

namespace Scim.Samples.Receiver;

/// <summary>The member <c>stale</c> of a user: the names of attributes that have changed without their values being told.</summary>
internal static class StaleNames
{
    private const string Member = "stale";

    /// <summary>Adds names.</summary>
    public static void Add(JsonObject user, IEnumerable<string> names) => Set(user, Of(user).Union(names));

    /// <summary>Removes names whose values have been told.</summary>
    public static void Remove(JsonObject user, IEnumerable<string> names) => Set(user, Of(user).Except(names));

    private static IEnumerable<string> Of(JsonObject user) =>
        user[Member] is JsonArray names ? names.OfType<JsonNode>().Select(name => name.ToString()) : [];

    private static void Set(JsonObject user, IEnumerable<string> names)
    {
        JsonNode?[] left = [.. names.Select(name => JsonValue.Create(name))];
        user.Remove(Member);
        if (left.Length > 0)
            user[Member] = new JsonArray(left);
    }
}
