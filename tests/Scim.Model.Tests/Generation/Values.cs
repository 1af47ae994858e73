using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Generation;

/// <summary>Values as connectors send them: few, so that they meet, in forms that are nearly alike, and some that are wrong.</summary>
internal sealed class Values(Draw draw, bool ownSchemas)
{
    private static readonly string[] Names =
    [
        "ann@example.com", "Ann@Example.com", "bob@example.com", "\uFF42ob@example.com", "jos\u00e9@example.com",
        "jose\u0301@example.com", "JOS\u00c9@example.com", "kim", "KIM", "lee@example.org", "max@example.org",
        "\uFF2B\uFF49\uFF4D", "\u212Aim", "\u1112\u1161\u11AB@example.com", "\uD55C@example.com", "\u30AC@example.com",
        "\uFF76\uFF9E@example.com", "\u039F\u0394\u039F\u03A3@example.com", "\u03BF\u03B4\u03BF\u03C2@example.com",
        "\u03BF\u0301@example.com", "\u038C@example.com",
    ];

    private static readonly string[] Attributes =
    [
        "roles", "phoneNumbers", "name", "title", "displayName", "externalId", "userName", "active", "addresses", "photos",
        "x509Certificates", "nickName",
    ];

    // What connectors get wrong, or wrap.
    private static readonly Func<JsonNode?>[] OddValues =
    [
        () => null, () => "", () => 5, () => true, () => new JsonArray("x"), () => new JsonObject(), () => new JsonArray(),
        () => new JsonArray(new JsonObject { ["$ref"] = null, ["value"] = "S" }), () => "{\"value\":\"J\"}", () => "[1]",
        () => "[{\"value\":\"j@example.com\"}]", () => " {\"givenName\":\"J\",\"familyName\":\"K\"} ", () => "[]", () => "{}", () => "{x}",
        () => "{\"value\":\"{\\\"value\\\":\\\"n\\\"}\"}", () => "{\"id\":\"1\",\"value\":\"R\",\"displayName\":\"D\"}",
        () => new JsonObject { ["givenName"] = null, ["familyName"] = "L" }, () => new JsonObject { ["$ref"] = null, ["value"] = "S" },
        () => new JsonArray("x", "y"), () => " ",
        () => new JsonArray(new JsonObject { ["value"] = "S" }, new JsonObject { ["value"] = "T" }),
    ];

    private static readonly Func<JsonNode?>[] OddLists =
        [() => new JsonArray(), () => null, () => "", () => new JsonArray((JsonNode?)null), () => "plain"];

    private static readonly string[] Words = ["Ada", "ada", "Bo", "\u00c9va", "E\u0301va", "Cy", "12", "A;B"];

    private static readonly string[] Addresses =
        ["ann@example.com", "n1@example.com", "N1@example.com", "n2@example.com", "n3@example.com"];

    private static readonly string[] Types = ["work", "home", "Work", "other"];

    public string UserName() => draw.Of(Names);

    public string Word() => draw.Of(Words);

    public string Type() => draw.Of(Types);

    public string Address() => draw.Of(Addresses);

    /// <summary>The attributes that requests are about.</summary>
    public ModelAttribute Attribute() =>
        ModelSchema.Find(null, draw.Percent(45) ? "emails" : draw.Of(Attributes))!; // Names of the schema.

    /// <summary>An attribute of the account's own schemas in some cases, with their URN; null in the others.</summary>
    public (string Urn, ModelAttribute Attribute)? Own(int percent)
    {
        if (!ownSchemas || !draw.Percent(percent))
            return null;
        var urn = draw.Of(ModelSchema.OwnUrns);
        return (urn, draw.Of(ModelSchema.Of(urn)));
    }

    /// <summary>The name of an attribute of the account's own, with the URN in some spelling or without.</summary>
    public string Named(string urn, ModelAttribute attribute) =>
        draw.Of($"{urn}:", $"{urn}:", $"{urn}.", $"{urn.ToUpperInvariant()}:", "") + Spelled(attribute.Name);

    /// <summary>A text that an attribute may have.</summary>
    public string Text(ModelAttribute? parent, ModelAttribute attribute) => attribute.Type switch
    {
        ModelType.Integer => draw.Of("1", "2", "10", "-3"),
        ModelType.Decimal => draw.Of("0.5", "2.25", "10", "-1.5"),
        ModelType.Time => draw.Of("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00", "2026-06-01T12:30:00.5Z", "2025-12-31T00:00:00Z"),
        ModelType.Binary => draw.Of("AQID", "BAUG"),
        _ => Letters(parent, attribute),
    };

    private string Letters(ModelAttribute? parent, ModelAttribute attribute) => attribute.Name switch
    {
        "userName" => UserName(),
        "type" => Type(),
        "value" when parent?.Name == "emails" => Address(),
        "value" when parent?.Name == "photos" => draw.Of("https://example.com/a", "https://example.com/A"),
        "value" => draw.Of("a", "A", "b", "c"),
        _ => Word(),
    };

    /// <summary>A value, mostly right, of an attribute; of one entry for a multi-valued one.</summary>
    public JsonNode? One(ModelAttribute? parent, ModelAttribute attribute)
    {
        if (draw.Percent(4))
            return draw.Of(OddValues)();
        return attribute.Type switch
        {
            ModelType.Boolean => Boolean(),
            ModelType.Complex => Entry(attribute),
            ModelType.Integer or ModelType.Decimal when draw.Percent(85) => JsonNode.Parse(Text(parent, attribute)),
            _ => Text(parent, attribute),
        };
    }

    private JsonNode Boolean() => draw.Below(6) switch
    {
        0 => "True",
        1 => "False",
        2 => "true",
        3 => false,
        _ => true,
    };

    /// <summary>An entry, or the value of <c>name</c>.</summary>
    public JsonObject Entry(ModelAttribute attribute)
    {
        var entry = new JsonObject();
        foreach (var sub in attribute.Subs)
        {
            var percent = sub.Name switch { "value" => 92, "type" => 60, "primary" => 30, "display" => 15, _ => 30 };
            if (draw.Percent(percent))
                entry[Spelled(sub.Name)] = sub.Name == "primary" && draw.Percent(80) ? true : One(attribute, sub);
        }
        if (draw.Percent(3))
            entry["bogus"] = "x";
        if (draw.Percent(2) && attribute.Sub("primary") is not null)
            return new JsonObject { ["primary"] = true };
        if (draw.Percent(3) && attribute.Name == "roles")
            entry["value"] = draw.Of(
                "{\"id\":\"1\",\"value\":\"a\",\"displayName\":\"Ada\"}", "{\"value\":\"b\"}", "{\"value\":\"[1]\"}", "[\"a\"]");
        return entry;
    }

    /// <summary>The value of an attribute.</summary>
    public JsonNode? Of(ModelAttribute attribute)
    {
        if (!attribute.Many || draw.Percent(3))
            return One(null, attribute);
        if (draw.Percent(5))
            return draw.Of(OddLists)();
        var list = new JsonArray();
        for (var count = 1 + draw.Below(3); count > 0; count--)
            list.Add(One(null, attribute));
        return draw.Percent(4) ? list.ToJsonString(Readable.Options) : draw.Percent(4) && list.Count == 1 ? list[0]?.DeepClone() : list;
    }

    /// <summary>The manager, in every form that product.md 8 has.</summary>
    public JsonNode? Manager() => draw.Below(8) switch
    {
        0 => "m1",
        1 => new JsonObject { ["value"] = "m1", ["$ref"] = "../Users/m1" },
        2 => new JsonObject { ["value"] = "m2", ["displayName"] = "Boss" },
        3 => new JsonArray(new JsonObject { ["value"] = "m2" }),
        4 => "",
        5 => null,
        6 => new JsonArray("m3"),
        _ => "{\"value\":\"m4\"}",
    };

    /// <summary>A name as it is, or in another case.</summary>
    public string Spelled(string name) => draw.Percent(8) ? draw.Of(name.ToUpperInvariant(), name.ToLowerInvariant()) : name;
}
