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

    /// <summary>Applies an event, unless it is known.</summary>
    /// <exception cref="SetRefusedException">It lacks what it must have; nothing has changed.</exception>
    public void Apply(ReceivedEvent told)
    {
        if (Known.Contains(told.Id))
            return;
        if (told.User is { } user)
            Apply(told, user);
        Known.Add(told.Id);
        string?[] words = [told.Kind, told.User, told.Text("state"), told.Text("status"), told.Text("reason")];
        Latest.Insert(0, string.Join(' ', words.OfType<string>()));
        if (Latest.Count > MostLatest)
            Latest.RemoveAt(MostLatest);
    }

    /// <summary>What each event means (RFC 9967 §2.4). One that is not known is left alone: to refuse it would hold up its user.</summary>
    private void Apply(ReceivedEvent told, string id)
    {
        var user = Users.TryGetValue(id, out var known) ? (JsonObject)known.DeepClone() : new JsonObject { ["id"] = id };
        switch (told.Kind)
        {
            case "create" or "put" when told.Data() is { } whole: // A replay sends creates of users that are known, too.
                Users[id] = JsonObject.Create(whole)!; // It is an object.
                break;
            case "patch" when told.Data() is { } patch:
                StaleNames.Remove(user, PatchOperations.Apply(user, patch));
                if (user["meta"] is JsonObject meta)
                    meta["version"] = told.Text("version");
                Users[id] = user;
                break;
            case "create" or "put" or "patch": // A notice. An application would now read the user from the service.
                StaleNames.Add(user, told.Names());
                Users[id] = user;
                break;
            case "activate" or "deactivate":
                user["active"] = told.Kind == "activate";
                StaleNames.Remove(user, ["active"]);
                Users[id] = user;
                break;
            case "delete":
                Users.Remove(id);
                break;
        }
    }
}
