using System.Globalization;
using System.Text.Json;

namespace Scim.Fuzz.Generation;

/// <summary>JSON as text, so that what no serialiser would write can be sent too.</summary>
internal static class Json
{
    /// <summary>A text as JSON.</summary>
    public static string Text(string value) => JsonSerializer.Serialize(value);

    /// <summary>An object of members; a key may come twice.</summary>
    public static string Object(params IEnumerable<(string Key, string Value)> members) =>
        $"{{{string.Join(',', members.Select(member => $"{Text(member.Key)}:{member.Value}"))}}}";

    /// <summary>A list.</summary>
    public static string List(params IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    /// <summary>Any value.</summary>
    public static string Any(Dice dice, int depth = 0) => dice.Weighted<string>(
        (8, d => Text(Texts.Any(d))),
        (3, d => d.Pick("true", "false", "null", "\"True\"", "\"false\"", "\"\"")),
        (2, d => d.Between(int.MinValue, int.MaxValue - 1).ToString(CultureInfo.InvariantCulture)),
        (1, d => d.Pick("1e999", "-0", "0.1", "123456789012345678901234567890", "\"\\ud800\"", "\"\\u0000\"", "1E-400")),
        (1, d => Text(Texts.Date(d))),
        (depth > 3 ? 0 : 2, d => List(Several(d, _ => Any(d, depth + 1)))),
        (depth > 3 ? 0 : 4, d => Object(Several(d, _ => (d.Chance(60) ? FuzzNames.Part(d) : FuzzNames.Path(d), Any(d, depth + 1))))));

    /// <summary>JSON that stands as text, whole, within itself again, or cut off.</summary>
    public static string AsText(Dice dice)
    {
        var json = dice.Weighted<string>(
            (3, d => Object(("id", "\"1\""), ("value", Text(Texts.Any(d))), ("displayName", Text(Texts.Any(d))))),
            (3, d => List(Object(("value", Text(Texts.Any(d))), ("primary", "true")))),
            (2, d => Object(("givenName", Text(Texts.Any(d))), ("familyName", "null"))),
            (1, Nested),
            (2, d => Any(d)));
        if (dice.Chance(15))
            json = json[..dice.Below(json.Length + 1)];
        if (dice.Chance(15))
            json = Object(("value", Text(json)));
        return Text(json);
    }

    /// <summary>Something nested as deep as is allowed, or deeper.</summary>
    public static string Nested(Dice dice)
    {
        var levels = dice.Pick(28, 31, 32, 33, 64, 2_000);
        return dice.Chance(50)
            ? new string('[', levels) + new string(']', levels)
            : string.Concat(Enumerable.Repeat("{\"value\":", levels)) + "1" + new string('}', levels);
    }

    /// <summary>None to four of a kind.</summary>
    public static IEnumerable<T> Several<T>(Dice dice, Func<int, T> make) => Enumerable.Range(0, dice.Below(5)).Select(make).ToList();
}
