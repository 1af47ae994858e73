using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Generation;

/// <summary>Bodies of PATCH, about what the user has, what it nearly has, and what it has not.</summary>
internal sealed class PatchDraw(Draw draw, Values values)
{
    private const string MessageUrn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    public string Message(ModelUser? user)
    {
        var message = new JsonObject();
        if (!draw.Percent(3))
            message["schemas"] = new JsonArray(draw.Percent(2) ? "Illegal" : MessageUrn);
        var operations = new JsonArray();
        for (var count = draw.Percent(60) ? 1 : 1 + draw.Below(4); count > 0; count--)
            operations.Add(Operation(user));
        message[values.Spelled("Operations")] = operations;
        return draw.Percent(1)
            ? draw.Of("[]", "{", "{\"Operations\":[{}]}", "{\"Operations\":{}}", "{}")
            : message.ToJsonString(Readable.Options);
    }

    private JsonObject Operation(ModelUser? user)
    {
        var op = draw.Of("add", "replace", "replace", "remove");
        var operation = new JsonObject { ["op"] = draw.Percent(15) ? draw.Of("Add", "Replace", "REMOVE", "move") : op };
        op = operation["op"]!.GetValue<string>().ToLowerInvariant();
        if (draw.Percent(18) && op != "remove")
        {
            operation["value"] = Pathless(user);
            return operation;
        }
        var (path, value) = Target(user, op);
        if (!draw.Percent(1))
            operation["path"] = path;
        if (op != "remove" ? !draw.Percent(1) : value is JsonArray && draw.Percent(50))
            operation["value"] = value;
        return operation;
    }

    private JsonObject Pathless(ModelUser? user)
    {
        if (draw.Percent(5))
            return new JsonObject { ["emails"] = draw.Percent(60) ? new JsonArray() : null, ["userName"] = values.UserName() };
        if (user is not null && draw.Percent(4))
            return AsRead(user);
        var item = new JsonObject();
        for (var count = 1 + draw.Below(3); count > 0; count--)
        {
            var (name, value) = Plain(user);
            item[name] = value;
        }
        return item;
    }

    /// <summary>The whole user as an answer has shown it, with what is readOnly.</summary>
    public static JsonObject AsRead(ModelUser user)
    {
        var body = UserView.Of(user);
        body["id"] = $"{{{{id{user.Slot}}}}}";
        body["meta"] = new JsonObject { ["resourceType"] = "User", ["created"] = $"{{{{created{user.Slot}}}}}" };
        return body;
    }

    private (string Path, JsonNode? Value) Target(ModelUser? user, string op)
    {
        if (draw.Percent(6))
            return Odd(user);
        if (!draw.Percent(50))
            return Plain(user);
        var own = values.Own(60);
        var attribute = own?.Attribute ?? values.Attribute();
        var name = own is { } found ? values.Named(found.Urn, attribute) : values.Spelled(attribute.Name);
        if (!attribute.Many)
            return (name, values.Of(attribute));
        var path = $"{name}[{Filter(attribute, user, own?.Urn)}]";
        if (draw.Percent(op == "remove" ? 60 : 25))
            return (path, draw.Percent(5) ? values.Of(attribute) : values.Entry(attribute));
        var sub = draw.Percent(60) && attribute.Sub("value") is { } main ? main : draw.Of(attribute.Subs);
        return ($"{path}.{values.Spelled(sub.Name)}", values.One(attribute, sub));
    }

    private string Filter(ModelAttribute attribute, ModelUser? user, string? urn)
    {
        var has = user is not null && draw.Percent(60)
            && ModelRules.Home(UserView.Stored(user), urn)?[attribute.Name] is JsonArray { Count: > 0 } list
            ? (JsonObject)draw.Of([.. list])!
            : null;
        string Term()
        {
            var name = draw.Of("type", "type", "type", "value", "primary", "display");
            if (name == "primary" && attribute.Sub(name) is not null)
                return $"{values.Spelled(name)} {draw.Of("eq", "eq", "ne")} {draw.Of("true", "\"True\"", "false")}";
            if (attribute.Sub(name) is null)
                name = attribute.Sub("type") is null ? draw.Of(attribute.Subs).Name : "type";
            if (attribute.Sub(name)!.Type == ModelType.Boolean)
                return $"{name} {draw.Of("eq", "ne")} {draw.Of("true", "false")}";
            var text = has?[name]?.ToString() ?? (attribute.Sub(name) is { } sub ? values.Text(attribute, sub) : "x");
            if (draw.Percent(8))
                text = text.ToUpperInvariant();
            var compare = draw.Percent(85) ? "eq" : draw.Of("co", "sw", "ne", "ge", "EQ", "xx");
            var literal = JsonValue.Create(text).ToJsonString(Readable.Options);
            return draw.Percent(5) ? $"{name} pr" : $"{values.Spelled(name)} {compare} {literal}";
        }
        return draw.Below(12) switch
        {
            0 or 1 => $"{Term()} and {Term()}",
            2 => $"{Term()} or {Term()}",
            3 => $"not ({Term()})",
            _ => Term(),
        };
    }

    private (string Name, JsonNode? Value) Plain(ModelUser? user)
    {
        if (values.Own(60) is { } own)
            return PlainOwn(user, own.Urn, own.Attribute);
        switch (draw.Below(10))
        {
            case 0:
                return ("name." + draw.Of("givenName", "familyName", "middleName", "formatted"),
                    values.One(null, ModelSchema.Find(null, "title")!));
            case 1:
                return (draw.Of(ModelSchema.EnterpriseUrn + ":", ModelSchema.EnterpriseUrn + ".", "") + "department",
                    values.One(null, ModelSchema.Find(null, "title")!));
            case 2:
                return ($"{ModelSchema.EnterpriseUrn}:manager{(draw.Percent(30) ? ".value" : "")}",
                    draw.Percent(70) ? values.Manager() : "m1");
            case 3:
                return ($"{ModelSchema.TalkdeskUrn}:rolesString", "A;B;C");
            case 4 when draw.Percent(50):
                return (ModelSchema.EnterpriseUrn,
                    new JsonObject { ["department"] = values.Word(), ["costCenter"] = draw.Percent(50) ? null : "7" });
            case 5:
                return ("active", draw.Percent(20) ? values.One(null, ModelSchema.Find(null, "active")!) : draw.Percent(50));
            case 6:
                return ($"{ModelSchema.CoreUrn}:title", values.Word());
        }
        var attribute = values.Attribute();
        var value = values.Of(attribute);
        if (user is not null && draw.Percent(25) && UserView.Stored(user)[attribute.Name] is { } has)
            value = draw.Percent(70) ? has.DeepClone() : Nearly(has.DeepClone());
        return (values.Spelled(attribute.Name), value);
    }

    private (string Name, JsonNode? Value) PlainOwn(ModelUser? user, string urn, ModelAttribute attribute)
    {
        if (draw.Percent(10))
            return (urn, draw.Percent(80) ? new JsonObject { [values.Spelled(attribute.Name)] = values.Of(attribute) } : null);
        var name = values.Named(urn, attribute);
        if (attribute is { Type: ModelType.Complex, Many: false } && draw.Percent(60))
        {
            var sub = draw.Of(attribute.Subs);
            return ($"{name}.{values.Spelled(sub.Name)}", values.One(attribute, sub));
        }
        var has = user is not null && draw.Percent(25) ? ModelRules.Home(UserView.Stored(user), urn)?[attribute.Name]?.DeepClone() : null;
        return (name, has ?? values.Of(attribute));
    }

    // What a user has, but for a sub-attribute of one entry: in a list to remove, the value alone counts.
    private JsonNode Nearly(JsonNode has)
    {
        if (has is JsonArray { Count: > 0 } list && draw.Of([.. list]) is JsonObject entry)
        {
            var name = draw.Of("display", "type", "primary");
            entry[name] = name == "primary" ? draw.Percent(50) : draw.Of<JsonNode?>(null, values.Type());
        }
        return has;
    }

    private (string Path, JsonNode? Value) Odd(ModelUser? user) => draw.Below(12) switch
    {
        0 => ("id", draw.Percent(70) && user is not null ? $"{{{{id{user.Slot}}}}}" : "x"),
        1 => ("bogus", "x"),
        2 => ("urn:example:unknown:1.0:User:x", "x"),
        3 => ("emails[type eq \"work\"", "x"),
        4 => ("emails[type eq]", "x"),
        5 => ("name.bogus", "x"),
        6 => ("title[value eq \"x\"]", "x"),
        7 => ("password", "secret"),
        8 => ("meta.created", draw.Percent(50) && user is not null ? $"{{{{created{user.Slot}}}}}" : "2026-01-01T00:00:00Z"),
        9 => ($"{ModelSchema.EnterpriseUrn}:bogus", "x"),
        10 => ($"{ModelSchema.EnterpriseUrn}:manager.displayName", "x"),
        _ => ("groups", new JsonArray(new JsonObject { ["value"] = "x" })),
    };
}
