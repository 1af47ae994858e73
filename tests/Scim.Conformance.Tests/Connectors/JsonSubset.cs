using System.Text.Json;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>Compares a body with what must be in it.</summary>
internal static class JsonSubset
{
    /// <summary>Asserts that all that is expected is there; objects may have more members, lists may not have more entries.</summary>
    /// <param name="expected">What must be there.</param>
    /// <param name="actual">What is there.</param>
    /// <param name="anything">The text that stands for any value.</param>
    /// <param name="at">Where it is, for the message.</param>
    public static void Check(JsonElement expected, JsonElement actual, string anything, string at = "")
    {
        if (expected.ValueKind == JsonValueKind.String && expected.GetString() == anything)
            return;
        Assert.True(expected.ValueKind == actual.ValueKind, $"{at} is {actual.ValueKind} and should be {expected.ValueKind}.");
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in expected.EnumerateObject())
                {
                    Assert.True(actual.TryGetProperty(member.Name, out var value), $"{at}/{member.Name} is missing.");
                    Check(member.Value, value, anything, $"{at}/{member.Name}");
                }
                break;
            case JsonValueKind.Array:
                Assert.True(expected.GetArrayLength() == actual.GetArrayLength(), $"{at} has {actual.GetArrayLength()} entries: {actual}.");
                foreach (var (index, entry) in expected.EnumerateArray().Index())
                    Check(entry, actual[index], anything, $"{at}/{index}");
                break;
            default:
                Assert.True(JsonElement.DeepEquals(expected, actual), $"{at} is {actual} and should be {expected}.");
                break;
        }
    }

    /// <summary>The names of all members at every level.</summary>
    public static IEnumerable<string> Names(JsonElement json) =>
        All(json).Where(value => value.ValueKind == JsonValueKind.Object)
            .SelectMany(value => value.EnumerateObject())
            .Select(member => member.Name);

    /// <summary>The kinds of all values at every level.</summary>
    public static IEnumerable<JsonValueKind> Kinds(JsonElement json) => All(json).Select(value => value.ValueKind);

    private static IEnumerable<JsonElement> All(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => All(member.Value)).Prepend(json),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(All).Prepend(json),
        _ => [json],
    };
}
