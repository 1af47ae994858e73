using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scim.Testing.Privacy;

/// <summary>
/// The values that a service was sent and must not repeat: tokens, secrets, and every text that an attribute was given or compared
/// with. What schemas, paths and operators are called is no such value.
/// </summary>
public sealed partial class SentValues
{
    /// <summary>Shorter ones cannot be told from other text.</summary>
    private const int LeastLength = 4;

    /// <summary>
    /// Texts that say nothing about a person: canonical values of <c>type</c>, booleans as text, what a PATCH or Bulk does, what
    /// the RFCs call things, and attributes' names (Entra's samples have the names <c>givenName</c> and <c>familyName</c>).
    /// </summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "work", "home", "other", "mobile", "pager", "photo", "thumbnail", "true", "false", "null", "replace", "remove", "post", "patch",
        "delete", "user", "ascending", "descending", "Basic", "Bearer", "client_credentials", "opaque", "scim",
        "givenName", "familyName",
    };

    private readonly ConcurrentDictionary<string, bool> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _issued = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values, without ids that the service itself issued.</summary>
    public IReadOnlyList<string> All => [.. _values.Keys.Where(value => !_issued.ContainsKey(value))];

    /// <summary>Notes a value.</summary>
    public void Add(string? value)
    {
        var text = value?.Trim() ?? "";
        if (text.Length >= LeastLength && !Words.Contains(text) && !text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
            _values[text] = true;
    }

    /// <summary>Notes an id that the service issued: it may be repeated.</summary>
    public void AddIssued(string? id) => _issued[id ?? ""] = true;

    /// <summary>Notes the values of a body; those of one that is no JSON, too.</summary>
    public void AddJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            AddJson(json.RootElement, name: "");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            foreach (var quoted in QuotedValue().Matches(text).Select(match => match.Groups[1].Value)) Add(quoted);
        }
    }

    /// <summary>Notes what a filter or a path compares with.</summary>
    public void AddFilter(string filter)
    {
        foreach (Match literal in Literal().Matches(filter)) Add(literal.Groups["text"].Value);
    }

    private void AddJson(JsonElement json, string name)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                // What the service itself said of the user comes back with a PUT.
                foreach (var member in json.EnumerateObject().Where(member => member.Name != "meta")) AddJson(member.Value, member.Name);
                break;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray()) AddJson(element, name);
                break;
            case JsonValueKind.String when name is "path" or "filter":
                AddFilter(json.GetString()!); // The kind was checked.
                break;
            case JsonValueKind.String when name is not ("schemas" or "attributes" or "excludedAttributes" or "sortBy"):
                Add(json.GetString());
                break;
        }
    }

    [GeneratedRegex("""(?<=[:\[,]\s*)"((?:[^"\\]|\\.)*)(?!"\s*:)""")]
    private static partial Regex QuotedValue();

    [GeneratedRegex("""\b(?:eq|ne|co|sw|ew|gt|ge|lt|le)\s+(?:"(?<text>(?:[^"\\]|\\.)*)|(?<text>[^\s"\])]+))""", RegexOptions.IgnoreCase)]
    private static partial Regex Literal();
}
