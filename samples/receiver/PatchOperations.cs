using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Samples.Receiver;

/// <summary>
/// Applies a PatchOp (RFC 7644 §3.5.2) of the kind that events bring: <c>replace</c> and <c>remove</c> at paths such as <c>userName</c>,
/// <c>name.givenName</c> and <c>urn:…:User:manager.value</c>. Lists are replaced as a whole.
/// </summary>
internal static class PatchOperations
{
    private const string Urn = "urn:";

    /// <summary>The user with the operations applied.</summary>
    public static JsonObject Apply(JsonObject user, JsonElement patch)
    {
        foreach (var operation in patch.GetProperty("Operations").EnumerateArray())
        {
            var steps = StepsOf(operation.GetProperty("path").GetString() ?? "");
            var owner = Owner(user, steps);
            if (operation.GetProperty("op").GetString() == "remove")
                owner.Remove(steps[^1]);
            else
                owner[steps[^1]] = JsonNode.Parse(operation.GetProperty("value").GetRawText());
        }
        return user;
    }

    /// <summary>A URN has colons and dots of its own; the attribute stands behind its last colon.</summary>
    private static string[] StepsOf(string path)
    {
        var colon = path.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) ? path.LastIndexOf(':') : -1;
        var names = path[(colon + 1)..].Split('.');
        return colon < 0 ? names : [path[..colon], .. names];
    }

    private static JsonObject Owner(JsonObject user, string[] steps)
    {
        var owner = user;
        foreach (var step in steps[..^1])
        {
            if (owner[step] is not JsonObject inner)
                owner[step] = inner = [];
            owner = inner;
        }
        return owner;
    }
}
