using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Filters;

/// <summary>Says whether a filter holds for a user (RFC 7644 §3.4.2.2).</summary>
internal sealed class FilterJudge(World world, Choices choices)
{
    /// <summary>True if it holds; <paramref name="item"/> is a user, or an entry for a filter in brackets.</summary>
    public bool Holds(ModelFilter filter, JsonObject item) => filter switch
    {
        ModelAndFilter and => Holds(and.Left, item) & Holds(and.Right, item),
        ModelOrFilter or => Holds(or.Left, item) | Holds(or.Right, item),
        ModelNotFilter not => !Holds(not.Inner, item),
        EntriesFilter entries => Entries(item, entries.Name, entries.Inner).Count > 0,
        CompareFilter compare => Compares(compare, item),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The entries of an attribute for which a filter in brackets holds.</summary>
    public List<JsonObject> Entries(JsonObject user, ModelName name, ModelFilter? inner) =>
        [.. All(user, name).OfType<JsonObject>().Where(entry => inner is null || Holds(inner, entry))];

    /// <summary>The values of an attribute, none where it is unassigned.</summary>
    public static IEnumerable<JsonNode> All(JsonObject user, ModelName name) =>
        (ModelRules.Home(user, name.Urn)?[name.Attribute!.Name]) switch
        {
            null => [],
            JsonArray list => list.OfType<JsonNode>(),
            var one => [one],
        };

    private bool Compares(CompareFilter compare, JsonObject item)
    {
        var leaf = FilterReader.Leaf(compare.Name);
        IEnumerable<JsonNode> found = compare.Entries is null ? All(item, compare.Name) : Entries(item, compare.Name, compare.Entries);
        if (compare.Operator == "pr" && compare.Name.Sub is null)
            return found.Any(value => value is not JsonObject { Count: 0 });
        if (compare is { Literal: null, Entries: null, Name.Sub: null })
            return found.Any() == (compare.Operator == "ne"); // Of the attribute, not of its values.
        var values = found.Select(value => value is JsonObject entry ? entry[leaf!.Name] : value).OfType<JsonNode>().ToList();
        if (compare.Operator == "pr" || compare is { Literal: null, Operator: "ne" })
            return values.Count > 0;
        var lacking = found.Count() - values.Count;
        if (compare.Entries is not null && !found.Any() && (compare.Literal is null || compare.Operator == "ne"))
            return world.Policy(choices, "eq null and ne hold behind brackets where no entry matches") == 0;
        if (compare.Literal is null)
            return values.Count == 0
                || (lacking > 0 && world.Policy(choices, "eq null holds for a list where one entry lacks the sub-attribute") == 0);
        if (compare.Literal.ToString().Length == 0 && world.Policy(choices, "a comparison with the empty text is one with null") == 0)
            return compare.Operator switch { "eq" => values.Count == 0, "ne" => values.Count > 0, _ => false };
        if (compare.Operator == "ne")
        {
            if (values.Count == 0)
                return world.Policy(choices, "ne holds for a missing attribute") == 0;
            var differ = values.Count(value => One(compare, leaf!, value));
            if (lacking > 0 && differ < values.Count
                && world.Policy(choices, "ne holds for a list where one entry lacks the sub-attribute") == 0)
                return true;
            return differ == values.Count
                || (differ > 0 && world.Policy(choices, "ne holds for a list where one value differs, not only where all do") == 0);
        }
        return values.Any(value => One(compare, leaf!, value));
    }

    private static bool One(CompareFilter compare, ModelAttribute leaf, JsonNode value)
    {
        var (text, other) = (value.ToString(), compare.Literal!.ToString());
        if (leaf.Type == ModelType.Time)
            return Ordered(compare.Operator, Time(text).CompareTo(Time(other)));
        if (leaf.Type is ModelType.Integer or ModelType.Decimal)
            return Ordered(compare.Operator, Number(text).CompareTo(Number(other)));
        var exact = leaf.Exact || leaf.Type == ModelType.Binary;
        if (compare.Operator is "gt" or "ge" or "lt" or "le")
            return Ordered(compare.Operator, string.CompareOrdinal(Prepared.Order(text, exact), Prepared.Order(other, exact)));
        (text, other) = (Prepared.Of(text, exact), Prepared.Of(other, exact));
        return compare.Operator switch
        {
            "co" => text.Contains(other, StringComparison.Ordinal),
            "sw" => text.StartsWith(other, StringComparison.Ordinal),
            "ew" => text.EndsWith(other, StringComparison.Ordinal),
            _ => Ordered(compare.Operator, string.CompareOrdinal(text, other)),
        };
    }

    private static bool Ordered(string compare, int order) => compare switch
    {
        "eq" => order == 0,
        "ne" => order != 0,
        "gt" => order > 0,
        "ge" => order >= 0,
        "lt" => order < 0,
        _ => order <= 0,
    };

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
