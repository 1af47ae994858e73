using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Messages;

/// <summary>The members of a message's JSON object, found without case as RFC 7643 §2.1 asks; null counts as absent.</summary>
internal readonly struct MessageMembers
{
    private readonly Dictionary<string, JsonElement> _members;

    /// <exception cref="ScimException"><c>invalidSyntax</c>: no object, or two keys that differ only in case.</exception>
    public MessageMembers(JsonElement json, string what)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ScimException(ScimError.InvalidSyntax($"{what} must be a JSON object."));
        _members = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject())
        {
            if (!_members.TryAdd(property.Name, property.Value))
                throw new ScimException(ScimError.InvalidSyntax($"{what} has the same key twice."));
        }
    }

    /// <summary>The member of that name, also if it is null; undefined if there is none.</summary>
    public JsonElement Raw(string name) => _members.GetValueOrDefault(name);

    /// <summary>The text of a member, or null if it is absent or null.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: it is no string.</exception>
    public string? Text(string name) => Raw(name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new ScimException(ScimError.InvalidSyntax($"{name} must be a string.")),
    };

    /// <summary>
    /// A number as text, whether it was sent as a JSON number or as text, and whatever else was sent as it stands there, for who reads
    /// it to refuse; null if the member is absent or null.
    /// </summary>
    public string? Number(string name) => Raw(name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetDecimal(out var value) && decimal.IsInteger(value) =>
            value.ToString("0", CultureInfo.InvariantCulture),
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String } => Text(name),
        var other => other.GetRawText(),
    };

    /// <summary>Refuses another message. One without <c>schemas</c> passes in a lenient account: not every client sends them.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: <c>schemas</c> does not name the message.</exception>
    public void RequireSchema(string uri, Strictness strictness)
    {
        var schemas = Texts("schemas");
        var mayBeMissing = strictness == Strictness.Lenient && schemas.Count == 0;
        if (!mayBeMissing && !schemas.Contains(uri, StringComparer.OrdinalIgnoreCase))
            throw new ScimException(OtherMessage(uri));
    }

    /// <summary>The refusal of a body whose <c>schemas</c> does not name the message that is wanted.</summary>
    public static ScimError OtherMessage(string uri) => ScimError.InvalidSyntax($"schemas must name {uri}.");

    /// <summary>The strings of a list, or of a string alone; empty if the member is absent or null.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: it is neither.</exception>
    public IReadOnlyList<string> Texts(string name) => Raw(name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.String } text => [text.GetString()!], // The kind was checked: a JSON string is never null.
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)], // As above.
        _ => throw new ScimException(ScimError.InvalidSyntax($"{name} must be a list of strings.")),
    };
}
