using System.Text.Json;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Naming;

/// <summary>
/// The names of the attributes that a request speaks of, whatever is wrong with it, written as the schemas have them. A name that the
/// schemas do not have may be a value, and is left out.
/// </summary>
/// <param name="rules">How the account reads requests.</param>
public sealed class NamedAttributes(ReadingRules rules)
{
    /// <summary>The most names: 40.</summary>
    public const int Most = 40;

    /// <summary>A request may have thousands of names; so many are looked at.</summary>
    private const int MostLookedAt = 1_000;

    private readonly List<string> _names = [];
    private int _lookedAt;

    /// <summary>The names, each once, in the order of the request.</summary>
    public IReadOnlyList<string> Names => _names;

    private bool IsFull => _names.Count == Most || _lookedAt == MostLookedAt;

    /// <summary>Adds those of a user: the names at its top.</summary>
    /// <param name="body">The body; what is no object has none.</param>
    public void AddResource(JsonElement body)
    {
        foreach (var (name, _) in Members(body))
        {
            if (IsFull)
                return;
            Add(name);
        }
    }

    /// <summary>Adds those of a PATCH: the attributes of its paths, and where it has no path the names in its values.</summary>
    /// <param name="body">The body; what is no PATCH has none.</param>
    public void AddPatch(JsonElement body)
    {
        if (Find(body, "Operations") is not { ValueKind: JsonValueKind.Array } operations)
            return;
        foreach (var operation in operations.EnumerateArray())
        {
            if (IsFull)
                return;
            // The kind is checked: a JSON string is never null.
            var path = Find(operation, "path") is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Trim() : "";
            var isAttribute = path.Length > 0 && !IsCore(path);
            if (isAttribute)
                AddPath(path);
            if ((!isAttribute || rules.Type.Extension(path) is not null) && Find(operation, "value") is { } value)
                AddValue(value, isAttribute ? $"{path}:" : "");
        }
    }

    /// <summary>Adds the attribute of a path, which may have a filter in brackets.</summary>
    public void AddPath(string path)
    {
        var bracket = path.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
        {
            Add(path);
            return;
        }
        var rest = path.LastIndexOf(']') is var end && end > bracket ? path[(end + 1)..] : "";
        if (!Add(path[..bracket] + rest) && rest.Length > 0)
            Add(path[..bracket]);
    }

    /// <summary>Adds those that a filter compares, also of one that cannot be parsed.</summary>
    public void AddFilter(string filter)
    {
        foreach (var path in FilterWords.ComparedIn(filter))
        {
            if (IsFull)
                return;
            Add(path);
        }
    }

    private void AddValue(JsonElement value, string prefix)
    {
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
            value = value[0];
        foreach (var (name, inner) in Members(value))
        {
            if (IsFull)
                return;
            AddPath(prefix + name);
            if (prefix.Length == 0 && rules.Type.Extension(name) is not null)
                AddValue(inner, $"{name}:");
        }
    }

    private bool Add(string name)
    {
        _lookedAt++;
        if (AttributePathParser.Parse(name, rules.Type, rules.Strictness) is not { IsKnown: true } path)
            return false;
        var canonical = path.ToString();
        if (path.Target != UserResource.Schemas && _names.Count < Most && !_names.Contains(canonical, StringComparer.Ordinal))
            _names.Add(canonical);
        return true;
    }

    /// <summary>The members of an object, and those that are nested under the URN of the core schema.</summary>
    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var member in json.EnumerateObject())
        {
            if (!IsCore(member.Name))
            {
                yield return (member.Name, member.Value);
                continue;
            }
            if (member.Value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var inner in member.Value.EnumerateObject())
                yield return (inner.Name, inner.Value);
        }
    }

    private static JsonElement? Find(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var member in json.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }
        return null;
    }

    private static bool IsCore(string name) => name.Equals(UserType.Schema.Id, StringComparison.OrdinalIgnoreCase);
}
