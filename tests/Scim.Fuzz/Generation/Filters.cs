using System.Globalization;
using System.Text.Json;

namespace Scim.Fuzz.Generation;

/// <summary>Texts of filters (RFC 7644 §3.4.2.2) and of PATCH paths.</summary>
internal static class Filters
{
    /// <summary>What connectors ask, any filter of the grammar, or either with a few tokens changed.</summary>
    public static string Any(Dice dice)
    {
        var text = dice.Weighted<string>((3, Connector), (6, d => Of(d, depth: 0)), (1, Deep));
        return dice.Chance(25) ? Mutation.OfTokens(dice, text) : text;
    }

    /// <summary>A path of a PATCH operation.</summary>
    public static string Path(Dice dice)
    {
        var path = dice.Weighted<string>(
            (6, FuzzNames.Path),
            (4, d => $"{FuzzNames.List(d)}[{Of(d, depth: 2)}]{(d.Chance(60) ? "." + FuzzNames.Part(d) : "")}"),
            (2, d => $"{FuzzNames.List(d)}[type eq \"{d.Pick("work", "home", "other")}\"].{FuzzNames.Part(d)}"),
            (1, d => $"{FuzzNames.User}:{FuzzNames.List(d)}[primary eq \"True\"].{FuzzNames.Part(d)}"));
        return dice.Chance(15) ? Mutation.OfTokens(dice, path) : path;
    }

    private static string Connector(Dice dice) => dice.Pick(
        $"userName eq \"{Texts.UserName(dice)}\"",
        $"externalId eq \"{Texts.Marker}\"",
        $"externalId eq {Texts.Marker}",
        $"emails[type eq \"work\"].value eq \"{Texts.UserName(dice)}\"",
        $"emails.value eq \"{Texts.UserName(dice)}\"",
        "active eq \"True\"",
        $"userName sw \"user\" and not (active eq false or {FuzzNames.Path(dice)} pr)",
        $"id eq \"{Texts.Marker}\"",
        $"meta.lastModified gt \"{Texts.Date(dice)}\"");

    private static string Of(Dice dice, int depth) => depth > 3 ? Comparison(dice) : dice.Weighted<string>(
        (6, Comparison),
        (2, d => $"{FuzzNames.Path(d)} pr"),
        (2, d => $"{Of(d, depth + 1)} {d.Pick("and", "or", "AND", "Or")} {Of(d, depth + 1)}"),
        (1, d => $"not ({Of(d, depth + 1)})"),
        (1, d => $"({Of(d, depth + 1)})"),
        (1, d => $"{FuzzNames.List(d)}[{Of(d, depth + 2)}]"));

    private static string Comparison(Dice dice) =>
        $"{(dice.Chance(30) ? FuzzNames.Part(dice) : FuzzNames.Path(dice))} {Operator(dice)} {Literal(dice)}";

    private static string Operator(Dice dice) => dice.Pick("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "EQ", "xx");

    private static string Literal(Dice dice) => dice.Weighted<string>(
        (6, d => JsonSerializer.Serialize(Texts.Any(d))),
        (2, d => d.Pick("true", "false", "null", "True", "NULL")),
        (1, d => d.Between(int.MinValue, int.MaxValue - 1).ToString(CultureInfo.InvariantCulture)),
        (1, d => d.Pick("1.5", "-0", "1e999", "1e-999", "01", "+1", "0x1", ".5", "99999999999999999999999999")),
        (1, d => $"\"{Texts.Date(d)}\""),
        (1, d => d.Pick("\"\\ud800\"", "\"\\u00e9\"", "\"\\x\"", "\"unclosed", "'single'", Texts.Marker)));

    private static string Deep(Dice dice)
    {
        var levels = dice.Pick(31, 32, 33, 200);
        return dice.Pick(
            $"{new string('(', levels)}active eq true{new string(')', levels)}",
            string.Concat(Enumerable.Repeat("not (", levels)) + "title pr" + new string(')', levels),
            string.Join(" or ", Enumerable.Repeat($"title eq \"{Texts.Marker}\"", levels)),
            $"title eq \"{Texts.Long(dice, Texts.Marker)}\"",
            new string('(', levels));
    }
}
