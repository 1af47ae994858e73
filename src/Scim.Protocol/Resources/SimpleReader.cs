using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>Reads JSON into the value of an attribute without sub-attributes; null, and a fault, for what does not fit.</summary>
/// <param name="faults">Where faults go.</param>
/// <param name="strictness">Lenient to read numbers and booleans as text.</param>
internal sealed class SimpleReader(ReadingFaults faults, Strictness strictness)
{
    public object? Read(JsonElement json, AttributeType type, ValueName name) => type switch
    {
        AttributeType.Boolean => ReadBoolean(json, name),
        AttributeType.Integer => ReadInteger(json, name),
        AttributeType.Decimal => ReadDecimal(json, name),
        AttributeType.DateTime => ReadDateTime(json, name),
        AttributeType.Binary => ReadBinary(json, name),
        _ => ReadText(json, name),
    };

    /// <summary>False for a string whose escapes are half a surrogate pair, which is no Unicode text.</summary>
    public static bool TryGetString(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString()!; // The kind was checked: a JSON string is never null.
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private string? ReadText(JsonElement json, ValueName name)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when TryGetString(json, out var text):
                return text;
            case JsonValueKind.Number when strictness == Strictness.Lenient:
                return json.GetRawText();
            case JsonValueKind.True or JsonValueKind.False when strictness == Strictness.Lenient:
                return json.GetBoolean() ? "true" : "false";
            default:
                faults.Violated($"{name} must be a string.");
                return null;
        }
    }

    private bool? ReadBoolean(JsonElement json, ValueName name)
    {
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return json.GetBoolean();
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text) && bool.TryParse(text, out var value))
            return value;
        faults.Violated($"{name} must be true or false.");
        return null;
    }

    private long? ReadInteger(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number))
            return number;
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return number;
        faults.Violated($"{name} must be a whole number.");
        return null;
    }

    private decimal? ReadDecimal(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number))
            return number;
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return number;
        faults.Violated($"{name} must be a number.");
        return null;
    }

    private DateTimeOffset? ReadDateTime(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text) && XsdDateTime.TryParse(text, out var instant))
            return instant;
        faults.Violated($"{name} must be a date and time such as 2026-01-31T12:00:00Z.");
        return null;
    }

    private string? ReadBinary(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text) && Base64Text.IsValid(text))
            return text;
        faults.Violated($"{name} must be base64.");
        return null;
    }
}
