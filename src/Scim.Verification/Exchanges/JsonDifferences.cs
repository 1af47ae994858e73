using System.Text.Json;

namespace Scim.Verification.Exchanges;

/// <summary>Compares a body with what must be in it.</summary>
/// <param name="anything">The text that stands for any value.</param>
/// <param name="inOrder">True if the entries of a list must be in order; false if any order will do.</param>
/// <param name="showsValues">True if values that came may be told; false where they may be somebody's.</param>
public sealed class JsonDifferences(string anything, bool inOrder, bool showsValues)
{
    /// <summary>What is missing or different; objects may have more members, lists may not have more entries.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="at">Where it is, as a JSON pointer.</param>
    public IEnumerable<(string Expected, string Came)> Of(JsonElement expected, JsonElement actual, string at = "")
    {
        if (expected.ValueKind == JsonValueKind.String && expected.GetString() == anything) return [];
        if (expected.ValueKind != actual.ValueKind) return [($"{Place(at)} {Shown(expected)}", Value(actual))];
        return expected.ValueKind switch
        {
            JsonValueKind.Object => expected.EnumerateObject().SelectMany(member => OfMember(member, actual, at)),
            JsonValueKind.Array when expected.GetArrayLength() != actual.GetArrayLength() =>
                [($"{Place(at)} with {expected.GetArrayLength()} entries", $"{actual.GetArrayLength()}")],
            JsonValueKind.Array => inOrder ? InOrder(expected, actual, at) : InAnyOrder(expected, actual, at),
            _ => JsonElement.DeepEquals(expected, actual) ? [] : [($"{Place(at)} {Shown(expected)}", Value(actual))],
        };
    }

    /// <summary>The names of all members at every level.</summary>
    public static IEnumerable<string> Names(JsonElement json) =>
        All(json).Where(value => value.ValueKind == JsonValueKind.Object)
            .SelectMany(value => value.EnumerateObject())
            .Select(member => member.Name);

    /// <summary>The kinds of all values at every level.</summary>
    public static IEnumerable<JsonValueKind> Kinds(JsonElement json) => All(json).Select(value => value.ValueKind);

    private IEnumerable<(string Expected, string Came)> OfMember(JsonProperty member, JsonElement actual, string at) =>
        actual.TryGetProperty(member.Name, out var value)
            ? Of(member.Value, value, $"{at}/{member.Name}")
            : [($"{at}/{member.Name} {Shown(member.Value)}", "nothing")];

    private IEnumerable<(string Expected, string Came)> InOrder(JsonElement expected, JsonElement actual, string at) =>
        expected.EnumerateArray().Index().SelectMany(entry => Of(entry.Item, actual[entry.Index], $"{at}/{entry.Index}"));

    // RFC 7643 §2.4: the values of a list have no order.
    private List<(string Expected, string Came)> InAnyOrder(JsonElement expected, JsonElement actual, string at)
    {
        var rest = actual.EnumerateArray().ToList();
        var missing = new List<JsonElement>();
        foreach (var entry in expected.EnumerateArray())
        {
            var found = rest.FindIndex(other => !Of(entry, other, at).Any());
            if (found < 0) missing.Add(entry);
            else rest.RemoveAt(found);
        }
        return [.. missing.Zip(rest, (entry, other) => ($"{Place(at)} with {Shown(entry)}", Value(other)))];
    }

    private static string Place(string at) => at.Length == 0 ? "the body" : at;

    private string Value(JsonElement value) => showsValues || value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Shown(value)
        : value.ValueKind == JsonValueKind.Undefined ? "nothing" : $"another {value.ValueKind}";

    private static string Shown(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return "nothing";
        var text = value.GetRawText();
        return text.Length > 200 ? $"{text[..200]}…" : text;
    }

    private static IEnumerable<JsonElement> All(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => All(member.Value)).Prepend(json),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(All).Prepend(json),
        _ => [json],
    };
}
