using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// Reads JSON into attribute values by the schema. It accepts what connectors send: names in any case, booleans and numbers as
/// strings, a single value for a list, a list of one for a single value, a plain value for a complex one, and null, <c>""</c> or
/// <c>[]</c> for unassigned (RFC 7643 §2.5). What no reading can make sense of is gathered in <see cref="Violations"/>.
/// </summary>
/// <param name="strictness">Whether unknown attributes are ignored or refused.</param>
public sealed class ResourceReader(Strictness strictness)
{
    private const int MostReported = 20;
    private const int LongestKnownName = 128;
    private const string NoName = "<no name of an attribute or schema>";

    /// <summary>Of RFC 7644's attribute names and paths, and of the URNs in use.</summary>
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_$.:");

    private readonly List<string> _violations = [];
    private readonly List<string> _unknown = [];

    /// <summary>Sentences about values that do not fit their attribute, without the values; the first 20.</summary>
    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Whether read-only attributes are kept, as a stored document needs; default false, as a request's are ignored.</summary>
    public bool KeepReadOnly { get; init; }

    /// <summary>Reads a document that the service wrote itself.</summary>
    public static ComplexValue ReadStored(ReadOnlyMemory<byte> document, ResourceTypeDefinition type)
    {
        using var json = JsonDocument.Parse(document);
        var reader = new ResourceReader(Strictness.Lenient) { KeepReadOnly = true };
        return reader.ReadComplex(json.RootElement, type.Attributes, prefix: "");
    }

    /// <summary>Reads a resource from a request. Call <see cref="ThrowIfInvalid"/> when everything was read.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: the body is no object.</exception>
    public ComplexValue ReadResource(JsonElement body, ResourceTypeDefinition type)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new ScimException(ScimError.InvalidSyntax("The body must be a JSON object."));
        var schemas = type.Attributes.Require("schemas");
        var resource = ReadComplex(body, type.Attributes, prefix: "");
        foreach (var uri in resource[schemas] as MultiValue ?? [])
        {
            if (!type.Defines((string)uri))
                Unknown(uri is string urn && urn.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? urn : NoName);
        }
        return resource.With(schemas, null);
    }

    /// <summary>Reads the whole value of an attribute: a <see cref="MultiValue"/> for a multi-valued one; null if unassigned.</summary>
    public object? ReadValue(JsonElement json, AttributeDefinition attribute, string? name = null) =>
        ReadValue(json, attribute, new ValueName("", name ?? attribute.Name));

    /// <summary>Reads one value of an attribute, also of a multi-valued one; null if unassigned.</summary>
    public object? ReadSingle(JsonElement json, AttributeDefinition attribute, string? name = null) =>
        ReadSingle(json, attribute, new ValueName("", name ?? attribute.Name));

    private object? ReadValue(JsonElement json, AttributeDefinition attribute, ValueName name)
    {
        if (!attribute.MultiValued)
            return ReadSingle(json, attribute, name);
        if (json.ValueKind != JsonValueKind.Array)
            return ReadSingle(json, attribute, name) is { } only ? new MultiValue(only) : null;
        if (!KeepReadOnly && json.GetArrayLength() > UserLimits.ValuesOf(attribute))
        {
            Violated(UserLimits.TooManyValues(attribute));
            return null;
        }
        var values = new List<object>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            if (ReadSingle(element, attribute, name) is { } value)
                values.Add(value);
        }
        return values.Count > 0 ? new MultiValue(values) : null;
    }

    private object? ReadSingle(JsonElement json, AttributeDefinition attribute, ValueName name)
    {
        json = Unwrapped(json, attribute);
        if (IsUnassigned(json))
            return null;
        return attribute.Type switch
        {
            AttributeType.Complex => ReadComplexSingle(json, attribute, name),
            AttributeType.Boolean => ReadBoolean(json, name),
            AttributeType.Integer => ReadInteger(json, name),
            AttributeType.Decimal => ReadDecimal(json, name),
            AttributeType.DateTime => ReadDateTime(json, name),
            AttributeType.Binary => ReadBinary(json, name),
            _ => ReadText(json, name),
        };
    }

    /// <summary>True for what stands for no value: null, <c>""</c> and <c>[]</c>.</summary>
    internal static bool IsUnassigned(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => json.ValueEquals(""),
        JsonValueKind.Array => json.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>
    /// The only element of a list that stands where one value is meant; of a singular complex attribute (a <c>manager</c>) the
    /// first of several.
    /// </summary>
    internal static JsonElement Unwrapped(JsonElement json, AttributeDefinition attribute)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return json;
        var single = json.GetArrayLength() == 1 || attribute is { Type: AttributeType.Complex, MultiValued: false };
        return single ? json.EnumerateArray().FirstOrDefault() : json;
    }

    /// <summary>Notes a value that does not fit.</summary>
    public void Violated(string sentence)
    {
        if (_violations.Count < MostReported)
            _violations.Add(sentence);
    }

    /// <summary>Notes a name that the schemas do not have: ignored, or refused in a strict account.</summary>
    internal void Unknown(string name)
    {
        if (strictness == Strictness.Strict && _unknown.Count < MostReported)
            _unknown.Add(Printable(name));
    }

    private void Unknown(string prefix, JsonProperty property)
    {
        if (strictness == Strictness.Strict)
            Unknown(prefix + property.Name);
    }

    /// <summary>Throws if anything did not fit: <c>invalidSyntax</c> for unknown attributes of a strict account, else <c>invalidValue</c>.</summary>
    /// <exception cref="ScimException">Something did not fit; the detail names every violation.</exception>
    public void ThrowIfInvalid()
    {
        if (_unknown.Count > 0)
            throw new ScimException(ScimError.InvalidSyntax($"The schemas do not define: {string.Join(", ", _unknown)}."));
        if (_violations.Count > 0)
            throw new ScimException(ScimError.InvalidValue(string.Join(" ", _violations)));
    }

    private ComplexValue ReadComplex(JsonElement json, AttributeSet attributes, string prefix)
    {
        var values = new object?[attributes.Count];
        var seen = 0UL;
        Span<char> buffer = stackalloc char[LongestKnownName];
        foreach (var property in json.EnumerateObject())
        {
            if (attributes.Find(NameOf(property, buffer)) is not { } attribute)
            {
                Unknown(prefix, property);
                continue;
            }
            if ((seen & (1UL << attribute.Index)) != 0)
                throw new ScimException(ScimError.InvalidSyntax($"{prefix}{attribute.Name} stands in the body twice."));
            seen |= 1UL << attribute.Index;
            if (attribute.Mutability == Mutability.ReadOnly && !KeepReadOnly)
                continue;
            values[attribute.Index] = ReadValue(property.Value, attribute, new ValueName(prefix, attribute.Name));
        }
        return ComplexValue.OfSlots(attributes, values);
    }

    /// <summary>The name of a property, without a string of its own where it can be that of an attribute as it is written usually.</summary>
    private static ReadOnlySpan<char> NameOf(JsonProperty property, Span<char> buffer)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        return raw.Length <= buffer.Length && !raw.Contains((byte)'\\')
            ? buffer[..Encoding.UTF8.GetChars(raw, buffer)]
            : property.Name;
    }

    private ComplexValue? ReadComplexSingle(JsonElement json, AttributeDefinition attribute, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            var separator = attribute.IsExtension ? ":" : ".";
            var value = ReadComplex(json, attribute.SubAttributes, $"{name}{separator}");
            return value.IsEmpty ? null : value;
        }
        if (attribute.ValueSubAttribute is { } plain && json.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            return ReadSingle(json, plain, new ValueName($"{name}.", plain.Name)) is { } read ? ComplexValue.Of(attribute.SubAttributes, (plain, read)) : null;
        Violated($"{name} must be an object.");
        return null;
    }

    private string? ReadText(JsonElement json, ValueName name)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when TryGetString(json, out var text):
                return text;
            case JsonValueKind.Number:
                return json.GetRawText();
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean() ? "true" : "false";
            default:
                Violated($"{name} must be a string.");
                return null;
        }
    }

    private bool? ReadBoolean(JsonElement json, ValueName name)
    {
        if (json.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return json.GetBoolean();
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text) && bool.TryParse(text, out var value))
            return value;
        Violated($"{name} must be true or false.");
        return null;
    }

    private long? ReadInteger(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number))
            return number;
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return number;
        Violated($"{name} must be a whole number.");
        return null;
    }

    private decimal? ReadDecimal(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number))
            return number;
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text)
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return number;
        Violated($"{name} must be a number.");
        return null;
    }

    private DateTimeOffset? ReadDateTime(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text) && XsdDateTime.TryParse(text, out var instant))
            return instant;
        Violated($"{name} must be a date and time such as 2026-01-31T12:00:00Z.");
        return null;
    }

    private string? ReadBinary(JsonElement json, ValueName name)
    {
        if (json.ValueKind == JsonValueKind.String && TryGetString(json, out var text) && Base64Text.IsValid(text))
            return text;
        Violated($"{name} must be base64.");
        return null;
    }

    /// <summary>False for a string whose escapes are half a surrogate pair, which is no Unicode text.</summary>
    private static bool TryGetString(JsonElement json, out string text)
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

    /// <summary>The name, no longer than a reader needs, if it is made as attributes and schemas are named; any other may be a value.</summary>
    private static string Printable(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        var end = bracket >= 0 ? bracket : name.Length;
        if (name.AsSpan(0, end).ContainsAnyExcept(NameCharacters))
            return NoName;
        if (bracket >= 0)
            name = name[..bracket] + "[…]";
        return name.Length > 100 ? name[..100] + "…" : name;
    }

    /// <summary>What a violation calls a value; put together only when there is one.</summary>
    private readonly record struct ValueName(string Prefix, string Name)
    {
        public override string ToString() => Prefix + Name;
    }
}
