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

    /// <summary>Applies the operations to the user.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="SetRefusedException">They are of another kind.</exception>
    public static IReadOnlyList<string> Apply(JsonObject user, JsonElement patch)
    {
        try
        {
            return [.. patch.GetProperty("Operations").EnumerateArray().Select(operation => ApplyOne(user, operation))];
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException)
        {
            throw Refused("Its operations lack what they must have.");
        }
    }

    private static string ApplyOne(JsonObject user, JsonElement operation)
    {
        var path = operation.GetProperty("path").GetString() ?? "";
        var steps = StepsOf(path);
        switch (operation.GetProperty("op").GetString())
        {
            case "replace":
                Replace(user, steps, JsonNode.Parse(operation.GetProperty("value").GetRawText()));
                break;
            case "remove":
                Remove(user, steps);
                break;
            default:
                throw Refused("Its operations are neither replace nor remove.");
        }
        return path;
    }

    /// <summary>A URN has colons and dots of its own; the attribute stands behind its last colon.</summary>
    private static string[] StepsOf(string path)
    {
        var colon = path.StartsWith(Urn, StringComparison.OrdinalIgnoreCase) ? path.LastIndexOf(':') : -1;
        var names = path[(colon + 1)..].Split('.');
        if (names.Contains("") || path.Contains('[', StringComparison.Ordinal))
            throw Refused("Its paths are not those of attributes.");
        return colon < 0 ? names : [path[..colon], .. names];
    }

    private static void Replace(JsonObject owner, ReadOnlySpan<string> steps, JsonNode? value)
    {
        if (steps is [var name])
        {
            owner[name] = value;
            return;
        }
        if (owner[steps[0]] is not JsonObject inner)
            owner[steps[0]] = inner = [];
        Replace(inner, steps[1..], value);
    }

    private static void Remove(JsonObject owner, ReadOnlySpan<string> steps)
    {
        if (steps is [var name])
        {
            owner.Remove(name);
            return;
        }
        if (owner[steps[0]] is not JsonObject inner)
            return;
        Remove(inner, steps[1..]);
        if (inner.Count == 0)
            owner.Remove(steps[0]); // What has no values left has none itself.
    }

    private static SetRefusedException Refused(string why) => new("invalid_request", why);
}
