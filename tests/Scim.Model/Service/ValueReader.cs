using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Texts;

namespace Scim.Model.Service;

/// <summary>Values as clients send them, read as product.md "What connectors send" has it; null is unassigned.</summary>
internal sealed class ValueReader(World world, Choices choices)
{
    private bool _inText;

    /// <summary>The value of an attribute, a list for a multi-valued one.</summary>
    public JsonNode? Read(ModelAttribute attribute, JsonNode? value)
    {
        if (value is null || Text(value) == "")
            return null;
        return attribute.Many ? ReadList(attribute, value) : ReadOne(attribute, value);
    }

    /// <summary>A single value, or an entry of a list.</summary>
    public JsonNode? ReadOne(ModelAttribute attribute, JsonNode? value)
    {
        if (value is null || Text(value) == "")
            return null;
        if (value is JsonArray list && attribute.Name != "manager")
            return ReadWrapped(attribute, list);
        return attribute.Type switch
        {
            ModelType.Complex => ReadComplex(attribute, value),
            ModelType.Boolean => ReadBoolean(value),
            ModelType.Binary => ReadBinary(value),
            ModelType.Integer => ReadInteger(value),
            ModelType.Decimal => ReadDecimal(value),
            ModelType.Time => ReadTime(value),
            _ => ReadText(value),
        };
    }

    /// <summary>Entries, read; an empty list stays one.</summary>
    public JsonArray ReadList(ModelAttribute attribute, JsonNode value)
    {
        if (Text(value) is { } text && TextAsJson.Looks(text, attribute.Name == "emails"))
            return InText(text, inner => ReadList(attribute, inner));
        if (value is not JsonArray && world.Policy(choices, "a list may be sent as its one entry") == 1)
            throw Refusal.InvalidValue();
        var read = new JsonArray();
        var faults = new Faults();
        foreach (var entry in value as JsonArray ?? [value.DeepClone()])
        {
            faults.Try(() =>
            {
                if (ReadEntry(attribute, entry) is { Count: > 0 } item)
                    read.Add(item);
            });
        }
        faults.Throw();
        return read.Count <= ModelRules.MostEntries(attribute) ? read : throw Refusal.InvalidValue();
    }

    /// <summary>An entry. One that is itself wrapped in a list is read or refused: product.md 23 speaks of singular attributes.</summary>
    public JsonObject? ReadEntry(ModelAttribute attribute, JsonNode? entry)
    {
        switch (entry)
        {
            case null:
                return null;
            case JsonObject:
                return ReadComplex(attribute, entry);
            case JsonArray list:
                choices.MayRefuse("invalidValue");
                return list.Count > 1 ? throw Refusal.InvalidValue() : ReadEntry(attribute, list.FirstOrDefault());
        }
        if (Text(entry) is not { } text)
            return ReadPlainEntry(attribute, entry);
        if (TextAsJson.Looks(text, attribute.Name == "emails"))
            return InText(text, inner => WithDisplay(attribute, inner, ReadEntry(attribute, inner)));
        return text.Length == 0 ? null : ReadPlainEntry(attribute, entry);
    }

    // No line says whether a text (or a number, product.md 28) is an entry with that value.
    private JsonObject ReadPlainEntry(ModelAttribute attribute, JsonNode value)
    {
        var kind = value.GetValueKind() switch { JsonValueKind.String => "text", JsonValueKind.Number => "number", _ => "boolean" };
        if (attribute.Sub("value") is not { } sub || world.Policy(choices, $"a {kind} in a list is an entry's value") == 1)
            throw Refusal.InvalidValue();
        return new JsonObject { ["value"] = ReadOne(sub, value) };
    }

    // product.md 24: read once, not again within itself.
    private T InText<T>(string text, Func<JsonNode, T> read)
    {
        if (world.Strict || _inText || TextAsJson.Parse(text) is not { } inner)
            throw Refusal.InvalidValue();
        _inText = true;
        try
        {
            return read(inner);
        }
        finally
        {
            _inText = false;
        }
    }

    // product.md 23.
    private JsonNode? ReadWrapped(ModelAttribute attribute, JsonArray list)
    {
        if (list.Count == 0)
        {
            choices.MayRefuse("invalidValue"); // RFC 7643 §2.5 has the empty list as unassigned, of multi-valued attributes.
            return null;
        }
        if (world.Strict || list.Count > 1)
            throw Refusal.InvalidValue();
        if (attribute.Type != ModelType.Complex && list[0] is JsonObject item)
            return item["value"] is JsonValue value ? ReadOne(attribute, value) : throw Refusal.InvalidValue();
        return list[0] is JsonArray ? throw Refusal.InvalidValue() : ReadOne(attribute, list[0]);
    }

    private JsonObject? ReadComplex(ModelAttribute attribute, JsonNode value)
    {
        if (value is JsonArray list)
            return list.Count == 0 ? null : ReadComplex(attribute, list[0]?.DeepClone() ?? new JsonObject());
        if (Text(value) is { } text && TextAsJson.Looks(text))
            return InText(text, inner => inner is JsonObject || attribute.Name == "manager" ? ReadComplex(attribute, inner)
                : (JsonObject?)ReadWrapped(attribute, (JsonArray)inner));
        if (value is JsonValue)
            return attribute.Name == "manager" ? new JsonObject { ["value"] = ReadText(value) } : throw Refusal.InvalidValue();
        var read = new JsonObject();
        var faults = new Faults();
        foreach (var (name, item) in Members((JsonObject)value))
        {
            faults.Try(() =>
            {
                if (attribute.Sub(name) is { ReadOnly: false } sub)
                    read[sub.Name] = IsEntryValue(attribute, sub) ? ReadEntryValue(attribute, item, read) : ReadOne(sub, item);
                else if (attribute.Sub(name) is null && world.Strict)
                    throw Refusal.Of("invalidSyntax");
            });
        }
        faults.Throw();
        return Without(read);
    }

    /// <summary>True for the <c>value</c> of a list, where text that looks like JSON is not taken as it stands (product.md 24).</summary>
    public static bool IsEntryValue(ModelAttribute attribute, ModelAttribute sub) => attribute.Many && sub.Name == "value";

    /// <summary>The <c>value</c> of an entry; a role's may be JSON with a <c>value</c> and a <c>displayName</c>.</summary>
    public JsonNode? ReadEntryValue(ModelAttribute attribute, JsonNode? value, JsonObject entry)
    {
        var sub = attribute.Sub("value")!;
        if (Text(value) is not { } text || !TextAsJson.Looks(text, attribute.Name == "emails"))
            return ReadOne(sub, value);
        if (attribute.Name != "roles" || world.Strict || _inText || TextAsJson.Parse(text) is not JsonObject role
            || role["value"] is not JsonValue inner)
            throw Refusal.InvalidValue();
        if (Text(inner) is { } innerText && TextAsJson.Looks(innerText))
            throw Refusal.InvalidValue();
        if (role["displayName"] is { } display)
            entry["display"] = ReadText(display);
        return ReadOne(sub, inner);
    }

    // A role that is JSON as a whole is read as one whose value is.
    private JsonObject? WithDisplay(ModelAttribute attribute, JsonNode sent, JsonObject? read)
    {
        if (attribute.Name == "roles" && read is { Count: > 0 } && read["display"] is null
            && (sent as JsonObject)?["displayName"] is { } name)
            read["display"] = ReadText(name);
        return read;
    }

    private static JsonValue ReadBoolean(JsonNode value)
    {
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return JsonValue.Create(value.GetValue<bool>());
        return bool.TryParse(Text(value), out var read) ? JsonValue.Create(read) : throw Refusal.InvalidValue();
    }

    private static JsonValue ReadBinary(JsonNode value)
    {
        var text = Text(value) ?? throw Refusal.InvalidValue();
        return Convert.TryFromBase64String(text, new byte[text.Length], out _) ? JsonValue.Create(text) : throw Refusal.InvalidValue();
    }

    // A number as it stands or, as booleans are, in a text.
    private static JsonValue ReadInteger(JsonNode value) =>
        long.TryParse(Number(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)
            ? JsonValue.Create(read) : throw Refusal.InvalidValue();

    private static JsonValue ReadDecimal(JsonNode value) =>
        decimal.TryParse(Number(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var read)
            ? JsonValue.Create(read) : throw Refusal.InvalidValue();

    private static string? Number(JsonNode value) => value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : Text(value);

    private static JsonValue ReadTime(JsonNode value) =>
        DateTimeOffset.TryParse(Text(value), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)
            ? JsonValue.Create(read.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            : throw Refusal.InvalidValue();

    // product.md 28.
    private JsonValue ReadText(JsonNode value)
    {
        if (Text(value) is { } text)
            return JsonValue.Create(text);
        if (value is not JsonValue || world.Strict)
            throw Refusal.InvalidValue();
        return JsonValue.Create(value.ToJsonString());
    }

    /// <summary>The members, of which none may stand there twice, names being compared without case.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(JsonObject item)
    {
        if (item.Select(pair => pair.Key.ToUpperInvariant()).Distinct().Count() != item.Count)
            throw Refusal.Of("invalidSyntax");
        return item;
    }

    public static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonObject Without(JsonObject read)
    {
        foreach (var name in read.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
            read.Remove(name);
        return read;
    }
}
