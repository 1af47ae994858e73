using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Protocol.Schemas;

namespace Scim.Resilience.Tests.Schemas;

/// <summary>An attribute with the kind that its values have: one that comes back with another kind is another.</summary>
/// <param name="Urn">The schema; empty for the core.</param>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="IsNumber">Whether its values are numbers, or else texts.</param>
internal sealed record Slot(string Urn, string Attribute, bool IsNumber = false)
{
    public const string Desk = "urn:acme:params:scim:schemas:extension:desk:2.0:User";
    public const string Badge = "urn:acme:params:scim:schemas:extension:badge:2.0:User";

    public static Slot Title { get; } = new("", "title");

    public static Slot BadgeText { get; } = new(Badge, "code");

    public static Slot BadgeNumber { get; } = new(Badge, "code", IsNumber: true);

    public static IReadOnlyList<Slot> All { get; } =
    [
        Title, new(Desk, "code"), new(Desk, "level", IsNumber: true), BadgeText, BadgeNumber, new(Badge, "note"),
        new(UserExtensions.Enterprise.Id, "department"),
    ];

    public string Path => Urn.Length == 0 ? Attribute : $"{Urn}:{Attribute}";

    /// <summary>A value of it, as JSON.</summary>
    public string Value(int number) => IsNumber ? $"{number}" : $"\"{Attribute} {number}\"";

    /// <summary>The values that a user shows.</summary>
    public static Dictionary<Slot, string> Read(JsonElement user)
    {
        var shown = new Dictionary<Slot, string>();
        foreach (var slot in All)
        {
            if (slot.Urn.Length > 0 && !user.TryGetProperty(slot.Urn, out _))
                continue;
            var holder = slot.Urn.Length == 0 ? user : user.GetProperty(slot.Urn);
            if (holder.TryGetProperty(slot.Attribute, out var value) && value.ValueKind == JsonValueKind.Number == slot.IsNumber)
                shown[slot] = value.GetRawText();
        }
        return shown;
    }

    /// <summary>A user with values.</summary>
    public static JsonObject Body(string userName, IReadOnlyDictionary<Slot, string> values)
    {
        var body = Values(values);
        body["userName"] = userName;
        body["name"] = new JsonObject { ["givenName"] = "Ada", ["familyName"] = "Lovelace" };
        return body;
    }

    /// <summary>Values alone, each extension's under its URN.</summary>
    public static JsonObject Values(IReadOnlyDictionary<Slot, string> values)
    {
        var body = new JsonObject();
        foreach (var (slot, value) in values)
        {
            var holder = body;
            if (slot.Urn.Length > 0)
            {
                if (body[slot.Urn] is null)
                    body[slot.Urn] = new JsonObject();
                holder = body[slot.Urn]!.AsObject(); // As just seen.
            }
            holder[slot.Attribute] = JsonNode.Parse(value);
        }
        return body;
    }
}
