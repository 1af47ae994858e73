using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// Reads JSON into attribute values by the schema. It accepts what connectors send: names in any case, booleans as strings, a single
/// value for a list, a plain value for a complex one, and null, <c>""</c> or <c>[]</c> for unassigned (RFC 7643 §2.5); in a lenient
/// account also numbers and booleans for text, a list of one for a single value, JSON in a text for a list or a complex value, core
/// attributes under their URN and an extension's without. What no reading can make sense of is gathered in <see cref="Violations"/>.
/// </summary>
public sealed class ResourceReader
{
    private const int LongestKnownName = 128;

    private readonly Strictness _strictness;
    private readonly ReadingFaults _faults;
    private readonly SimpleReader _simple;
    private readonly bool _isInText;

    /// <summary>A reader of one request.</summary>
    /// <param name="strictness">How a request is read that is not as the RFCs have it.</param>
    public ResourceReader(Strictness strictness)
        : this(strictness, new ReadingFaults(), isInText: false)
    {
    }

    private ResourceReader(Strictness strictness, ReadingFaults faults, bool isInText)
    {
        _strictness = strictness;
        _faults = faults;
        _simple = new SimpleReader(faults, strictness);
        _isInText = isInText;
    }

    /// <summary>Sentences about values that do not fit their attribute, without the values; the first 20.</summary>
    public IReadOnlyList<string> Violations => _faults.Violations;

    /// <summary>
    /// Whether read-only attributes are kept, but for the core's of a whole resource, which the service sets itself; default false, as a
    /// request's are ignored.
    /// </summary>
    public bool KeepReadOnly { get; init; }

    /// <summary>Whether the document is the service's own: its values are taken as they are.</summary>
    private bool IsStored { get; init; }

    private bool IsStrict => _strictness == Strictness.Strict;

    /// <summary>Reads a document that the service wrote itself, by a type of the same generation.</summary>
    public static ComplexValue ReadStored(ReadOnlyMemory<byte> document, UserType type)
    {
        using var json = JsonDocument.Parse(document);
        return ForStored().ReadComplex(json.RootElement, type.Attributes, holder: null, root: null);
    }

    /// <summary>A reader of what the service wrote itself.</summary>
    internal static ResourceReader ForStored() => new(Strictness.Lenient) { KeepReadOnly = true, IsStored = true };

    /// <summary>Reads a resource from a request. Call <see cref="ThrowIfInvalid"/> when everything was read.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: the body is no object.</exception>
    public ComplexValue ReadResource(JsonElement body, UserType type)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw new ScimException(ScimError.InvalidSyntax("The body must be a JSON object."));
        var resource = ReadComplex(body, type.Attributes, holder: null, root: type);
        foreach (var uri in resource[UserResource.Schemas] as MultiValue ?? [])
        {
            if (!type.Defines((string)uri))
                Unknown(uri is string urn && urn.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? urn : "");
        }
        return resource.With(UserResource.Schemas, null);
    }

    /// <summary>Reads the whole value of an attribute: a <see cref="MultiValue"/> for a multi-valued one; null if unassigned.</summary>
    public object? ReadValue(JsonElement json, AttributeDefinition attribute, string? name = null) =>
        ReadValue(json, attribute, new ValueName(Holder: null, name ?? attribute.Name));

    /// <summary>Reads one value of an attribute, also of a multi-valued one; null if unassigned.</summary>
    public object? ReadSingle(JsonElement json, AttributeDefinition attribute, string? name = null) =>
        ReadSingle(json, attribute, new ValueName(Holder: null, name ?? attribute.Name));

    /// <summary>Notes a value that does not fit.</summary>
    public void Violated(string sentence) => _faults.Violated(sentence);

    /// <summary>
    /// Throws if anything did not fit: <c>invalidSyntax</c> for unknown attributes of a strict account, else <c>invalidValue</c>.
    /// </summary>
    /// <exception cref="ScimException">Something did not fit; the detail names every violation.</exception>
    public void ThrowIfInvalid() => _faults.ThrowIfAny();

    /// <summary>Notes a name that the schemas do not have: ignored, or refused in a strict account.</summary>
    internal void Unknown(string name)
    {
        if (IsStrict)
            _faults.Unknown(name);
    }

    /// <summary>True for what stands for no value: null, <c>""</c> and <c>[]</c>.</summary>
    internal static bool IsUnassigned(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.String => json.ValueEquals(""),
        JsonValueKind.Array => json.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>One value of an attribute out of what it may be wrapped in, with the reader that shall read it.</summary>
    internal (JsonElement Json, ResourceReader Reader) Opened(JsonElement json, AttributeDefinition attribute)
    {
        if (json.ValueKind == JsonValueKind.Array)
            json = JsonWrapping.Without(json, attribute, IsStrict);
        var (content, reader) = Unfolded(json, attribute, isList: false);
        return content.ValueKind == JsonValueKind.Array ? (JsonWrapping.Without(content, attribute, IsStrict), reader) : (content, reader);
    }

    /// <summary>
    /// The JSON that stands as text where a list or a complex value is meant, with a reader that reads no text within it as JSON
    /// again; anything else as it is.
    /// </summary>
    internal (JsonElement Json, ResourceReader Reader) Unfolded(JsonElement json, AttributeDefinition attribute, bool isList)
    {
        var takesText = !IsStrict && !IsStored && !_isInText && (isList || attribute.Type == AttributeType.Complex);
        return takesText
            && json.ValueKind == JsonValueKind.String
            && SimpleReader.TryGetString(json, out var text)
            && JsonText.Parse(text) is { } content
                ? (content, new ResourceReader(_strictness, _faults, isInText: true) { KeepReadOnly = KeepReadOnly })
                : (json, this);
    }

    private object? ReadValue(JsonElement json, AttributeDefinition attribute, ValueName name)
    {
        if (!attribute.MultiValued)
            return ReadSingle(json, attribute, name);
        var (content, reader) = Unfolded(json, attribute, isList: true);
        return reader.ReadList(content, attribute, name);
    }

    private MultiValue? ReadList(JsonElement json, AttributeDefinition attribute, ValueName name)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            if (IsUnassigned(json))
                return null;
            if (attribute.Type != AttributeType.Complex && IsMisplacedJson(json, attribute))
                Violated(NotThis(name.ToString()));
            return ReadSingle(json, attribute, name) is { } only ? new MultiValue(only) : MultiValue.Empty;
        }
        if (!IsStored && json.GetArrayLength() > UserLimits.ValuesOf(attribute))
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
        return values.Count > 0 ? new MultiValue(values) : MultiValue.Empty;
    }

    private object? ReadSingle(JsonElement json, AttributeDefinition attribute, ValueName name)
    {
        var (content, reader) = Opened(json, attribute);
        if (IsUnassigned(content))
            return null;
        return attribute.Type == AttributeType.Complex
            ? reader.ReadComplexSingle(content, attribute, name)
            : _simple.Read(content, attribute.Type, name);
    }

    private ComplexValue ReadComplex(JsonElement json, AttributeSet attributes, HolderName? holder, UserType? root)
    {
        var content = new ComplexContent(attributes, holder);
        Fill(ref content, json, root);
        foreach (var (extension, attribute, value) in content.Short ?? [])
        {
            var name = new ValueName(new HolderName(new ValueName(holder, extension.Name), ":"), attribute.Name);
            var held = content.Values[extension.Index] as ComplexValue ?? ComplexValue.Empty(extension.SubAttributes);
            if (held[attribute] is not null)
                throw ComplexContent.Twice(name);
            if (attribute.Mutability != Mutability.ReadOnly)
                content.Values[extension.Index] = held.With(attribute, ReadValue(value, attribute, name));
        }
        return ComplexValue.OfSlots(attributes, content.Values);
    }

    private void Fill(ref ComplexContent content, JsonElement json, UserType? root)
    {
        Span<char> buffer = stackalloc char[LongestKnownName];
        foreach (var property in json.EnumerateObject())
        {
            var name = NameOf(property, buffer);
            if (content.Enter(name) is { } attribute)
            {
                if (attribute.Mutability == Mutability.ReadOnly && (!KeepReadOnly || root is not null))
                    continue;
                content.Values[attribute.Index] = ReadValue(property.Value, attribute, new ValueName(content.Holder, attribute.Name));
            }
            else if (IsStrict)
            {
                Unknown(new ValueName(content.Holder, property.Name).ToString());
            }
            else if (root?.FindShort(name) is { } found)
            {
                content.Add(new ShortNamed(found.Extension, found.Attribute, property.Value));
            }
            else if (root is not null && name.Equals(UserType.Schema.Id, StringComparison.OrdinalIgnoreCase))
            {
                FillFromCore(ref content, property.Value, root);
            }
        }
    }

    /// <summary>Reads core attributes that are nested under the URN of their schema.</summary>
    private void FillFromCore(ref ComplexContent content, JsonElement json, UserType root)
    {
        if (json.ValueKind == JsonValueKind.Object)
            Fill(ref content, json, root);
        else if (!IsUnassigned(json))
            Violated($"{UserType.Schema.Id} must be an object.");
    }

    /// <summary>
    /// The name of a property, without a string of its own where it can be that of an attribute as it is written usually.
    /// </summary>
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
            var holder = new HolderName(name, attribute.IsExtension ? ":" : ".");
            var value = ReadComplex(json, attribute.SubAttributes, holder, root: null);
            if (_isInText && attribute == UserResource.Roles)
                value = AppRole.WithDisplay(value, json);
            return value.IsEmpty ? null : Settled(value, attribute, name);
        }
        if (attribute.ValueSubAttribute is not { } plain || json.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            Violated($"{name} must be an object.");
            return null;
        }
        if (IsMisplacedJson(json, attribute))
        {
            Violated(NotThis(name.ToString()));
            return null;
        }
        var text = ReadSingle(json, plain, new ValueName(new HolderName(name, "."), plain.Name));
        return text is null ? null : ComplexValue.Of(attribute.SubAttributes, (plain, text));
    }

    /// <summary>An entry of a list whose <c>value</c> is no JSON: that of an app role is read, any other is a fault.</summary>
    private ComplexValue? Settled(ComplexValue entry, AttributeDefinition attribute, ValueName name)
    {
        if (IsStored || !attribute.MultiValued || attribute.ValueSubAttribute is not { } value)
            return entry;
        if (entry[value] is not string text || !JsonText.LooksLike(text, attribute))
            return entry;
        if (!IsStrict && !_isInText && attribute == UserResource.Roles && AppRole.Read(entry, text) is { } role)
            return role;
        Violated(NotThis($"{name}.{value}"));
        return null;
    }

    private bool IsMisplacedJson(JsonElement json, AttributeDefinition attribute) =>
        !IsStored
        && json.ValueKind == JsonValueKind.String
        && SimpleReader.TryGetString(json, out var text)
        && JsonText.LooksLike(text, attribute);

    /// <summary>What is said of text that looks like JSON and is not a value of the attribute.</summary>
    internal static string NotThis(string name) => $"{name} holds JSON as text that is no value of it. Send the value itself.";
}
