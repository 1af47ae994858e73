using System.Text.Json.Nodes;

namespace Scim.Samples.Receiver;

/// <summary>What the file has.</summary>
internal sealed record MirrorState
{
    private const int MostLatest = 50;

    /// <summary>The users by id.</summary>
    public Dictionary<string, JsonObject> Users { get; init; } = [];

    /// <summary>
    /// The ids of the events that were applied. An application would drop those that are older than the stream's retention.
    /// </summary>
    public HashSet<string> Known { get; init; } = [];

    /// <summary>What came last, the newest first.</summary>
    public List<string> Latest { get; init; } = [];

    /// <summary>A copy that may be changed while this one is read; users that do not change are shared.</summary>
    public MirrorState Copy() => new() { Users = new(Users), Known = [.. Known], Latest = [.. Latest] };

    /// <summary>Applies an event (RFC 9967 §2.4).</summary>
    public void Apply(ReceivedEvent told)
    {
        Latest.Insert(0, told.User is null ? told.Kind : $"{told.Kind} {told.User}");
        if (Latest.Count > MostLatest)
            Latest.RemoveAt(MostLatest);
        if (told.User is not { } user)
            return; // About the stream: there is nothing to apply.
        if (told.Kind == "delete")
        {
            Users.Remove(user);
            return;
        }
        var known = Users.TryGetValue(user, out var before) ? (JsonObject)before.DeepClone() : new JsonObject { ["id"] = user };
        Users[user] = told.Kind switch
        {
            "create" or "put" when told.Payload.TryGetProperty("data", out var data) => JsonObject.Create(data) ?? known,
            "patch" when told.Payload.TryGetProperty("data", out var data) => PatchOperations.Apply(known, data),
            "activate" or "deactivate" => With(known, "active", told.Kind == "activate"),
            // A notice: the names of what has changed. An application would now read the user from the service.
            _ when told.Payload.TryGetProperty("attributes", out var names) => With(known, "stale", JsonArray.Create(names)),
            _ => known,
        };
    }

    private static JsonObject With(JsonObject user, string name, JsonNode? value)
    {
        user[name] = value;
        return user;
    }
}
