using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>The users that follow from events, by a reading of the RFCs that shares nothing with the service.</summary>
internal sealed class EventMirror
{
    private readonly Dictionary<string, JsonObject> _users = [];

    /// <summary>The users by id.</summary>
    public IReadOnlyDictionary<string, JsonObject> Users => _users;

    /// <summary>Applies events in their order.</summary>
    public static EventMirror Of(IEnumerable<ReceivedEvent> events)
    {
        var mirror = new EventMirror();
        foreach (var told in events.Where(told => told.IsChange)) mirror.Apply(told);
        return mirror;
    }

    private void Apply(ReceivedEvent told)
    {
        switch (told.Kind)
        {
            case "create" or "put":
                _users[told.User] = Whole(told.Payload.GetProperty("data"));
                break;
            case "patch" when told.Payload.TryGetProperty("data", out var data):
                foreach (var operation in data.GetProperty("Operations").EnumerateArray()) Patch(_users[told.User], operation);
                break;
            case "delete":
                _users.Remove(told.User);
                break;
        }
    }

    private static JsonObject Whole(JsonElement data)
    {
        var user = JsonObject.Create(data)!; // An object.
        user.Remove("meta");
        return user;
    }

    private static void Patch(JsonObject user, JsonElement operation)
    {
        // Only URNs have dots in names, and nothing of an extension is patched here.
        var steps = operation.GetProperty("path").GetString()!.Split('.'); // Always there.
        var owner = user;
        foreach (var step in steps[..^1])
        {
            if (owner[step] is not JsonObject inner) owner[step] = inner = [];
            owner = inner;
        }
        if (operation.GetProperty("op").GetString() == "remove") owner.Remove(steps[^1]);
        else owner[steps[^1]] = JsonNode.Parse(operation.GetProperty("value").GetRawText());
    }
}
