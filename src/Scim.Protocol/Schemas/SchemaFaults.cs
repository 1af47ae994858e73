using System.Text.Json;

namespace Scim.Protocol.Schemas;

/// <summary>Gathers what is wrong with a schema document, and reads the members of its objects.</summary>
internal sealed class SchemaFaults
{
    private const int MostReported = 100;
    private readonly List<string> _faults = [];

    /// <summary>The faults, each a sentence that names its place.</summary>
    public IReadOnlyList<string> All => _faults;

    /// <summary>Notes a fault.</summary>
    /// <param name="place">Where it is, such as <c>attributes[2].type</c>.</param>
    /// <param name="fault">What is wrong, as the rest of a sentence.</param>
    public void Add(string place, string fault)
    {
        if (_faults.Count < MostReported)
            _faults.Add($"{place} {fault}");
    }

    /// <summary>Notes every member that is none of those that are known.</summary>
    public void CheckNames(JsonElement json, string place, IReadOnlyCollection<string> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!known.Contains(member.Name))
                Add(Join(place, Printable(member.Name)), "is no member that the service knows.");
            else if (!seen.Add(member.Name))
                Add(Join(place, member.Name), "stands there twice.");
        }
    }

    /// <summary>The text of a member; <paramref name="absent"/> if it is not there.</summary>
    public string Text(JsonElement json, string place, string name, string absent = "")
    {
        if (!json.TryGetProperty(name, out var value))
            return absent;
        if (value.ValueKind != JsonValueKind.String)
            Add(Join(place, name), "must be a string.");
        else if (value.GetString()!.Length > SchemaLimits.TextLength) // The kind was checked: a JSON string is never null.
            Add(Join(place, name), $"has more than {SchemaLimits.TextLength:N0} characters.");
        else
            return value.GetString()!;
        return absent;
    }

    /// <summary>The boolean of a member; <paramref name="absent"/> if it is not there.</summary>
    public bool Flag(JsonElement json, string place, string name, bool absent = false)
    {
        if (!json.TryGetProperty(name, out var value))
            return absent;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        Add(Join(place, name), "must be true or false.");
        return absent;
    }

    /// <summary>The keyword of a member, as RFC 7643 §7 spells it; <paramref name="absent"/> if it is not there.</summary>
    public T Word<T>(JsonElement json, string place, string name, T absent)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
        if (!json.TryGetProperty(name, out var value))
            return absent;
        if (value.ValueKind == JsonValueKind.String && words.TryGetValue(value.GetString()!, out var found)) // As in Text.
            return found;
        Add(Join(place, name), $"must be one of: {string.Join(", ", words.Keys)}.");
        return absent;
    }

    /// <summary>The texts of a member; none if it is not there.</summary>
    public IReadOnlyList<string> Texts(JsonElement json, string place, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => !IsText(item)))
        {
            Add(Join(place, name), $"must be a list of strings of 1 to {SchemaLimits.TextLength:N0} characters.");
            return [];
        }
        var texts = value.EnumerateArray().Select(item => item.GetString()!).ToList(); // As in Text.
        if (texts.Distinct(StringComparer.OrdinalIgnoreCase).Count() < texts.Count)
            Add(Join(place, name), "has the same value twice.");
        return texts;
    }

    /// <summary>The place of a member.</summary>
    public static string Join(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    private static bool IsText(JsonElement item) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 and <= SchemaLimits.TextLength };

    private static string Printable(string name) =>
        new([.. name.Take(SchemaLimits.NameLength).Select(character => char.IsControl(character) ? '?' : character)]);
}
