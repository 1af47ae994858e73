using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Generation;

/// <summary>Filters, sorting, paging and projections.</summary>
internal sealed class Queries(Draw draw, Values values)
{
    private static readonly string[] Projected =
    [
        "userName", "name.familyName", "emails", "emails.value", "active", "id", "meta", "meta.created", "EMAILS.Type", "bogus", "roles",
        "department", $"{ModelSchema.EnterpriseUrn}:manager", ModelSchema.EnterpriseUrn, $"{ModelSchema.CoreUrn}:title",
        "emails[type eq \"work\"]", "password", "addresses.locality", "manager.value",
    ];

    private static readonly string[] OwnProjected =
    [
        ModelSchema.HobbyUrn, $"{ModelSchema.HobbyUrn}:motto", $"{ModelSchema.HobbyUrn}.points", ModelSchema.GearUrn,
        $"{ModelSchema.GearUrn}:tools", $"{ModelSchema.GearUrn}:tools.value", $"{ModelSchema.GearUrn}:visits.days",
        $"{ModelSchema.GearUrn}:seat.room", "motto", "seat.floor", $"{ModelSchema.GearUrn}:bogus",
    ];

    private static readonly string[] OwnSorted =
    [
        $"{ModelSchema.HobbyUrn}:motto", $"{ModelSchema.HobbyUrn}:slug", $"{ModelSchema.HobbyUrn}:points", $"{ModelSchema.HobbyUrn}.fee",
        $"{ModelSchema.HobbyUrn}:joined", $"{ModelSchema.HobbyUrn}:member", $"{ModelSchema.GearUrn}:tools",
        $"{ModelSchema.GearUrn}:visits.days", $"{ModelSchema.GearUrn}:seat.width", "points",
    ];

    private static readonly string[] Sorted =
    [
        "userName", "name.familyName", "displayName", "emails", "emails.value", "id", "meta.created", "title", "externalId", "roles",
        "USERNAME",
    ];

    private static readonly string[] Wrong =
    [
        "", "userName", "userName eq", "userName eq \"a", "(userName pr", "userName pr)", "userName xx \"a\"", "title pr and", "not title",
        "emails[type eq \"work\"", "userName eq \"\\q\"", "and",
    ];

    public ModelQuery List(World world)
    {
        var query = new ModelQuery { Filter = draw.Percent(92) ? Filter(world) : null };
        if (draw.Percent(25))
            query = query with
            {
                SortBy = draw.Of(values.Own(60) is null ? Sorted : OwnSorted),
                SortOrder = draw.Of(null, "ascending", "descending", "Descending"),
            };
        if (draw.Percent(12))
            query = query with { StartIndex = draw.Of("1", "2", "0", "-1", "99", "x", null) };
        if (draw.Percent(12))
            query = query with { Count = draw.Of("0", "1", "2", "-1", "500", "1.5", null) };
        return draw.Percent(10) ? With(query) : query;
    }

    public ModelQuery ModelProjection() => draw.Percent(8) ? With(new ModelQuery()) : new ModelQuery();

    private ModelQuery With(ModelQuery query)
    {
        var names = string.Join(
            ',', Enumerable.Range(0, 1 + draw.Below(3)).Select(_ => draw.Of(values.Own(50) is null ? Projected : OwnProjected)));
        return draw.Below(12) switch
        {
            0 => query with { Attributes = names, ExcludedAttributes = "title" },
            < 7 => query with { Attributes = names },
            _ => query with { ExcludedAttributes = names },
        };
    }

    private string Filter(World world)
    {
        if (draw.Percent(2))
            return draw.Percent(70) ? draw.Of(Wrong) : Long();
        return Or(world, 0);
    }

    private string Long() => draw.Percent(50)
        ? string.Join(" or ", Enumerable.Repeat("title pr", draw.Of(100, 101)))
        : new string('(', draw.Of(20, 40)) + "title pr" + new string(')', 20);

    private string Or(World world, int depth) => draw.Below(depth > 2 ? 4 : 10) switch
    {
        4 => $"{Or(world, depth + 1)} and {Or(world, depth + 1)}",
        5 => $"{Or(world, depth + 1)} or {Or(world, depth + 1)}",
        6 => $"({Or(world, depth + 1)})",
        7 => $"{draw.Of("not", "NOT")} ({Or(world, depth + 1)})",
        8 => $"{Term(world)} {draw.Of("AND", "Or", "and")} {Term(world)}",
        _ => Term(world),
    };

    private string Term(World world)
    {
        var user = world.Users.Count > 0 ? UserView.Stored(draw.Of(world.Users)) : null;
        if (draw.Percent(6))
            return Special(world);
        if (values.Own(50) is { } own)
        {
            var (named, leaf) = (values.Named(own.Urn, own.Attribute), own.Attribute);
            var home = ModelRules.Home(user ?? [], own.Urn);
            if (leaf.Type != ModelType.Complex)
                return Compare(named, leaf, Text(home, null, leaf));
            var sub = draw.Of(leaf.Subs);
            return leaf.Many && draw.Percent(50) ? InBrackets(home, named, leaf, sub)
                : Compare($"{named}.{values.Spelled(sub.Name)}", sub, Text(home, leaf, sub));
        }
        var (name, attribute, parent) = Name();
        if (parent is { Many: true } && draw.Percent(35))
            return InBrackets(user, values.Spelled(parent.Name), parent, attribute);
        return Compare(name, attribute, Text(user, parent, attribute));
    }

    private string InBrackets(JsonObject? user, string name, ModelAttribute parent, ModelAttribute attribute)
    {
        string One()
        {
            var sub = draw.Of(parent.Subs);
            return Compare(values.Spelled(sub.Name), sub, Text(user, parent, sub));
        }
        var inner = draw.Below(6) switch { 0 => $"{One()} and {One()}", 1 => $"{One()} or {One()}", 2 => $"not ({One()})", _ => One() };
        var path = $"{name}[{inner}]";
        return draw.Percent(60) ? path : Compare($"{path}.{attribute.Name}", attribute, Text(user, parent, attribute));
    }

    private string Compare(string name, ModelAttribute attribute, string text)
    {
        if (draw.Percent(12))
            return $"{name} {draw.Of("pr", "pr", "PR", "eq null", "ne null")}";
        if (attribute.Type == ModelType.Boolean)
            return $"{name} {draw.Of("eq", "eq", "ne", "EQ", "gt", "co")} {draw.Of("true", "false", "\"True\"", "\"false\"", "False")}";
        var compare = draw.Percent(35) ? "eq" : draw.Of("ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "Eq", "SW");
        var plain = text.All(char.IsAsciiLetter) && text is not ("" or "true" or "false" or "null");
        if (attribute.Type is ModelType.Integer or ModelType.Decimal && draw.Percent(85))
            return $"{name} {compare} {text}";
        var literal = draw.Percent(10) ? JsonValue.Create(text).ToJsonString() : JsonValue.Create(text).ToJsonString(Readable.Options);
        return $"{name} {compare} {(plain && compare == "eq" && draw.Percent(10) ? text : literal)}";
    }

    private (string Name, ModelAttribute Attribute, ModelAttribute? Parent) Name()
    {
        if (draw.Percent(12))
        {
            var attribute = ModelSchema.Find(ModelSchema.EnterpriseUrn, "department")!;
            return (draw.Of($"{ModelSchema.EnterpriseUrn}:department", $"{ModelSchema.EnterpriseUrn.ToUpperInvariant()}:Department",
                "department"), attribute, null);
        }
        var top = values.Attribute();
        var name = (draw.Percent(6) ? $"{ModelSchema.CoreUrn}:" : "") + values.Spelled(top.Name);
        if (top.Type != ModelType.Complex)
            return (name, top, null);
        if (top.Many && top.Sub("value") is { } value && draw.Percent(15))
            return (name, value, top);
        var sub = draw.Of(top.Subs);
        return ($"{name}.{values.Spelled(sub.Name)}", sub, top);
    }

    private string Text(JsonObject? user, ModelAttribute? parent, ModelAttribute attribute)
    {
        var top = user?[(parent ?? attribute).Name];
        var item = top is JsonArray { Count: > 0 } list ? draw.Of([.. list]) : top;
        var text = (item is JsonObject entry ? entry[attribute.Name] : item)?.ToString();
        text = text is null or "" || draw.Percent(30) ? values.Text(parent, attribute) : text;
        if (attribute.Type is ModelType.Integer or ModelType.Decimal or ModelType.Time)
            return draw.Percent(3) ? "x" : text;
        return draw.Below(8) switch
        {
            0 => text.ToUpperInvariant(),
            1 => text[..(1 + draw.Below(text.Length))],
            2 => text[draw.Below(text.Length)..],
            3 when draw.Percent(10) => "",
            _ => text,
        };
    }

    private string Special(World world)
    {
        var slot = world.Users.Count > 0 ? draw.Of(world.Users).Slot : 0;
        return draw.Below(7) switch
        {
            0 => $"id eq \"{{{{id{slot}}}}}\"",
            1 => $"meta.lastModified {draw.Of("gt", "ge", "lt", "le", "eq", "ne")} \"{{{{lastModified{slot}}}}}\"",
            2 => $"meta.created {draw.Of("gt", "ge", "lt", "le", "eq")} \"{{{{created{slot}}}}}\"",
            3 => "meta.created gt \"yesterday\"",
            4 => $"schemas eq \"{draw.Of(ModelSchema.EnterpriseUrn, ModelSchema.CoreUrn)}\"",
            5 => "bogus eq \"x\"",
            _ => "name pr",
        };
    }
}
