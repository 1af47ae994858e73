using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Texts;

namespace Scim.Model.Service;

/// <summary>What holds for a user as a whole: product.md "Resource: User" and its limits, RFC 7643 §2.4.</summary>
internal static class ModelRules
{
    private const int LongestName = 1024;

    /// <summary>Where the attributes of a schema stand.</summary>
    public static JsonObject? Home(JsonObject user, string? urn, bool create = false)
    {
        if (urn is null)
            return user;
        if (user[urn] is null && create)
            user[urn] = new JsonObject();
        return (JsonObject?)user[urn];
    }

    public static void Check(World world, JsonObject user)
    {
        var name = user["name"] as JsonObject;
        string?[] names = [Text(name?["givenName"]), Text(name?["familyName"])];
        string?[] required = [Text(user["userName"]), .. world.NamesRequired ? names : []];
        if (required.Any(string.IsNullOrWhiteSpace))
            throw Refusal.InvalidValue();
        string?[] limited =
            [Text(user["userName"]), Text(user["externalId"]), Text(user["displayName"]), .. (name ?? []).Select(pair => Text(pair.Value))];
        if (limited.Any(text => text?.Length > LongestName))
            throw Refusal.InvalidValue();
        if (Lists(user).Any(found => found.List.Count > MostEntries(found.Attribute)))
            throw Refusal.InvalidValue();
    }

    /// <summary>The lists of a user, with the extension that each is of.</summary>
    public static List<(string? Urn, ModelAttribute Attribute, JsonArray List)> Lists(JsonObject user) =>
    [
        .. from urn in ModelSchema.Extensions.Keys.Prepend(null)
           from attribute in ModelSchema.Of(urn)
           let list = Home(user, urn)?[attribute.Name] as JsonArray
           where attribute.Many && list is not null
           select (urn, attribute, list),
    ];

    /// <summary>The limit of a list (product.md, Limits).</summary>
    public static int MostEntries(ModelAttribute attribute) => attribute.Name == "emails" ? 40 : 200;

    /// <summary>Refuses more than one primary of a list that is newly set as a whole.</summary>
    public static void CheckPrimary(World world, Choices choices, ModelAttribute attribute, JsonArray list)
    {
        if (world.Policy(choices, "repeated entries are made one before primaries are counted") == 0)
            JoinRepeated(world, choices, attribute, list);
        CheckPrimary(world, choices, attribute, list, list);
    }

    /// <summary>Refuses more than one newly set primary, and takes it from the others.</summary>
    public static void CheckPrimary(
        World world, Choices choices, ModelAttribute attribute, JsonArray all, IEnumerable<JsonNode?> newlySet)
    {
        var set = newlySet.Where(IsPrimary).ToList();
        if (set.Exists(entry => Bare((JsonObject)entry!).Count == 0)
            && world.Policy(choices, "an entry that is primary and nothing else counts") == 1)
            set.RemoveAll(entry => Bare((JsonObject)entry!).Count == 0);
        if (set.Skip(1).Any(entry => !SamePair((JsonObject)set[0]!, (JsonObject)entry!, attribute)))
            throw Refusal.InvalidValue();
        if (set.Count == 0)
            return;
        foreach (var entry in all.Where(entry => !set.Contains(entry) && IsPrimary(entry)))
            entry!["primary"] = false; // RFC 7644 §3.5.2.
    }

    public static bool IsPrimary(JsonNode? entry) => entry is JsonObject item && item["primary"]?.GetValue<bool>() == true;

    /// <summary>Drops bare entries of all lists and makes those with the same value and type one.</summary>
    public static void Tidy(World world, Choices choices, JsonObject user)
    {
        foreach (var (urn, attribute, list) in Lists(user))
        {
            foreach (var entry in list.Where(entry => IsBare(world, choices, attribute, (JsonObject)entry!)).ToList())
                list.Remove(entry);
            JoinRepeated(world, choices, attribute, list);
            if (list.Count == 0)
                Home(user, urn)!.Remove(attribute.Name);
            if (urn is not null && Home(user, urn) is { Count: 0 })
                user.Remove(urn);
        }
    }

    /// <summary>Makes entries with the same value and type one.</summary>
    public static void JoinRepeated(World world, Choices choices, ModelAttribute attribute, JsonArray list)
    {
        for (var first = 0; first < list.Count; first++)
        {
            for (var second = first + 1; second < list.Count;)
            {
                if (SamePair((JsonObject)list[first]!, (JsonObject)list[second]!, attribute))
                    Join(world, choices, list, first, second);
                else
                    second++;
            }
        }
    }

    /// <summary>True where RFC 7643 §2.4 has two entries as the same.</summary>
    public static bool SamePair(JsonObject one, JsonObject other, ModelAttribute attribute) =>
        Canonical.Same(one, other)
        || (attribute.Sub("value") is { } value && one["value"] is not null && other["value"] is not null
            && Same(one, other, "type", exact: false) && Same(one, other, "value", value.Exact || value.Type == ModelType.Binary));

    private static bool Same(JsonObject one, JsonObject other, string name, bool exact) =>
        Prepared.Of(Text(one[name]) ?? "", exact) == Prepared.Of(Text(other[name]) ?? "", exact);

    // The RFC asks for one entry; which of two that differ in what else they say, it leaves open.
    private static void Join(World world, Choices choices, JsonArray list, int first, int second)
    {
        var (one, other) = ((JsonObject)list[first]!, (JsonObject)list[second]!);
        list.RemoveAt(second);
        if (Canonical.Same(one, other))
            return;
        var primary = IsPrimary(one) || IsPrimary(other);
        var kept = world.Policy(choices, "of two entries with the same value and type in a list, what is kept", 4) switch
        {
            0 => one,
            1 => other,
            2 => Merged(one, other),
            _ => Merged(other, one),
        };
        kept = (JsonObject)kept.DeepClone();
        if (primary && !IsPrimary(kept)
            && world.Policy(choices, "of two entries with the same value and type, one of them primary, the kept one is primary") == 0)
            kept["primary"] = true;
        list[first] = kept;
    }

    public static JsonObject Merged(JsonObject under, JsonObject over)
    {
        var merged = (JsonObject)under.DeepClone();
        foreach (var (name, value) in over)
            merged[name] = value?.DeepClone();
        return merged;
    }

    // An entry says nothing without a value; what of one that has no value but a display is open.
    private static bool IsBare(World world, Choices choices, ModelAttribute attribute, JsonObject entry)
    {
        if (Bare(entry).Count == 0)
            return true;
        var kind = attribute.Name == "emails" ? "emails" : "other attributes";
        return attribute.Sub("value") is not null && entry["value"] is null
            && world.Policy(choices, $"an entry of {kind} without value but with display is kept") == 1;
    }

    /// <summary>The entries that say something.</summary>
    public static JsonArray Content(JsonNode? list) =>
        [.. WithContent((list as JsonArray ?? []).OfType<JsonObject>()).Select(entry => entry.DeepClone())];

    /// <summary>Those of some entries that say something.</summary>
    public static IEnumerable<JsonObject> WithContent(IEnumerable<JsonObject> entries) => entries.Where(entry => Bare(entry).Count > 0);

    private static JsonObject Bare(JsonObject entry) =>
        new(entry.Where(pair => pair.Key is not ("type" or "primary"))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    /// <summary>The address that follows from a name; null if it is none.</summary>
    public static JsonArray? DerivedEmails(string userName)
    {
        var parts = userName.Split('@');
        return !TextAsJson.Looks(userName) && parts.Length == 2 && parts.All(part => part.Length > 0) && !userName.Any(char.IsWhiteSpace)
            ? [new JsonObject { ["value"] = userName, ["type"] = "work", ["primary"] = true }]
            : null;
    }

    private static string? Text(JsonNode? value) => ValueReader.Text(value);
}
