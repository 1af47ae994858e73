using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scim.Verification.Exchanges;

/// <summary>Compares a body with what must be in it. How long that takes has a limit, whatever the two are.</summary>
/// <param name="anything">The text that stands for any value.</param>
/// <param name="inOrder">True if the entries of a list must be in order; false if any order will do.</param>
/// <param name="showsValues">True if values that came may be told; false where they may be somebody's.</param>
public sealed class JsonDifferences(string anything, bool inOrder, bool showsValues)
{
    private const int MostSteps = 1_000_000;
    private const int LongestShown = 200;
    private const int LongestPlace = 300;

    // Escapes of a service's own are not kept, so that what is hidden can be found in what is shown.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private int _steps;
    private int _silent;

    /// <summary>What is missing or different; objects may have more members, lists may not have more entries.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="at">Where it is, as a JSON pointer.</param>
    public IEnumerable<(string Expected, string Came)> Of(JsonElement expected, JsonElement actual, string at = "")
    {
        if (expected.ValueKind == JsonValueKind.String && expected.GetString() == anything) return [];
        if (++_steps > MostSteps) return [TooMuch(at)];
        if (expected.ValueKind != actual.ValueKind) return [($"{Place(at)} {Shown(expected)}", Value(actual))];
        return expected.ValueKind switch
        {
            JsonValueKind.Object => OfMembers(expected, actual, at),
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

    /// <summary>All values at every level.</summary>
    public static IEnumerable<JsonElement> All(JsonElement json)
    {
        var rest = new Stack<JsonElement>([json]);
        while (rest.TryPop(out var value))
        {
            yield return value;
            if (value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in value.EnumerateObject()) rest.Push(member.Value);
            }
            else if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var entry in value.EnumerateArray()) rest.Push(entry);
            }
        }
    }

    private IEnumerable<(string Expected, string Came)> OfMembers(JsonElement expected, JsonElement actual, string at)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in actual.EnumerateObject())
        {
            members[member.Name] = member.Value;
            _steps++;
        }
        return expected.EnumerateObject().SelectMany(member => members.TryGetValue(member.Name, out var value)
            ? Of(member.Value, value, Below(at, member.Name))
            : [($"{Below(at, member.Name)} {Shown(member.Value)}", "nothing")]);
    }

    private IEnumerable<(string Expected, string Came)> InOrder(JsonElement expected, JsonElement actual, string at) =>
        expected.EnumerateArray().Zip(actual.EnumerateArray()).Index()
            .SelectMany(pair => Of(pair.Item.First, pair.Item.Second, Below(at, $"{pair.Index}")));

    // RFC 7643 §2.4: the values of a list have no order.
    private List<(string Expected, string Came)> InAnyOrder(JsonElement expected, JsonElement actual, string at)
    {
        var rest = new LinkedList<JsonElement>(actual.EnumerateArray());
        var missing = new List<JsonElement>();
        foreach (var entry in expected.EnumerateArray())
        {
            var found = rest.First;
            while (found is not null && _steps <= MostSteps && !AreOne(entry, found.Value)) found = found.Next;
            if (_steps > MostSteps) return [TooMuch(at)];
            if (found is null) missing.Add(entry);
            else rest.Remove(found);
        }
        return [.. missing.Zip(rest, (entry, other) => ($"{Place(at)} with {Shown(entry)}", Value(other)))];
    }

    private bool AreOne(JsonElement expected, JsonElement actual)
    {
        _silent++;
        var differs = Of(expected, actual).Any();
        _silent--;
        return !differs;
    }

    // Names of any length may stand in each other.
    private static string Below(string at, string name) =>
        at.Length + name.Length < LongestPlace ? $"{at}/{name}" : at.EndsWith('…') ? at : $"{at}/…";

    private static (string Expected, string Came) TooMuch(string at) =>
        ($"{Place(at)} that can be compared", "one with too much in it");

    private static string Place(string at) => at.Length == 0 ? "the body" : at;

    private string Value(JsonElement value) => showsValues || value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Shown(value)
        : value.ValueKind == JsonValueKind.Undefined ? "nothing" : $"another {value.ValueKind}";

    private string Shown(JsonElement value) => _silent > 0 ? "" : InWords(value);

    /// <summary>A value as JSON, shortened to 200 characters.</summary>
    public static string InWords(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return "nothing";
        var text = JsonSerializer.Serialize(value, Plain);
        return text.Length > LongestShown ? $"{text[..LongestShown]}…" : text;
    }
}
