using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;
using Scim.Model.Texts;

namespace Scim.Model.Tests.Generation;

/// <summary>Bodies of POST and PUT.</summary>
internal sealed class Bodies(Draw draw, Values values)
{
    /// <summary>A body of PUT: as one of POST, or what was read with little changed (product.md 17).</summary>
    public string Replacement(ModelUser user, bool strict, bool names)
    {
        if (draw.Percent(75))
            return User(strict, names);
        var body = PatchDraw.AsRead(user);
        if (draw.Percent(50))
            body["displayName"] = values.Word();
        if (draw.Percent(30))
            body["userName"] = values.UserName();
        if (draw.Percent(30))
            body.Remove(draw.Of("emails", "active", "name", "roles"));
        return body.ToJsonString(Readable.Options);
    }

    public string User(bool strict, bool names)
    {
        var body = new JsonObject();
        if (strict || draw.Percent(80))
            body["schemas"] = new JsonArray(ModelSchema.CoreUrn);
        if (!draw.Percent(2))
            body[values.Spelled("userName")] = draw.Percent(3) ? values.One(null, ModelSchema.Find(null, "userName")!) : values.UserName();
        if (!draw.Percent(names ? 2 : 30))
        {
            body["name"] = draw.Percent(2) ? values.One(null, ModelSchema.Find(null, "name")!) : new JsonObject
            {
                ["givenName"] = draw.Percent(2) ? draw.Of(" ", null, "\u3000") : values.Word(),
                ["familyName"] = draw.Percent(names ? 2 : 20) ? draw.Of("", " ", null) : values.Word(),
            };
        }
        if (draw.Percent(40))
            body["active"] = draw.Percent(10) ? values.One(null, ModelSchema.Find(null, "active")!) : draw.Percent(60);
        if (draw.Percent(45))
            body["emails"] = values.Of(ModelSchema.Find(null, "emails")!);
        for (var more = draw.Below(4); more > 0; more--)
        {
            var attribute = values.Attribute();
            if (attribute.Name is not ("userName" or "name" or "emails") && body[attribute.Name] is null)
                body[attribute.Name] = values.Of(attribute);
        }
        AddExtensions(body, strict);
        if (draw.Percent(5))
            body[draw.Of("id", "groups", "meta", "password", "bogus", "urn:example:unknown:1.0:User")] =
                draw.Of<Func<JsonNode>>(() => "x", () => new JsonArray())();
        if (draw.Percent(1))
            body["displayName"] = new string('x', draw.Of(1024, 1025));
        if (draw.Percent(1))
            body["emails"] = Many(draw.Of(40, 41));
        return draw.Percent(1)
            ? draw.Of("[]", "{", "{\"userName\":\"a\",\"userName\":\"b\"}", "{\"userName\":\"a\",\"USERNAME\":\"b\"}", "\"x\"")
            : body.ToJsonString(Readable.Options);
    }

    private static JsonArray Many(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new JsonObject { ["value"] = $"x{number}@example.com" })];

    private void AddExtensions(JsonObject body, bool strict)
    {
        for (var more = 4; more > 0; more--)
        {
            if (values.Own(70) is not { } own)
                continue;
            var extension = body[own.Urn] as JsonObject ?? [];
            extension[own.Attribute.Name] = values.Of(own.Attribute);
            body[own.Urn] ??= extension;
        }
        if (values.Own(strict ? 1 : 8) is { } named && (body[named.Urn] as JsonObject)?[named.Attribute.Name] is null)
            body[named.Attribute.Name] = values.Of(named.Attribute);
        if (draw.Percent(25))
        {
            var enterprise = new JsonObject { ["department"] = values.Word() };
            if (draw.Percent(50))
                enterprise["manager"] = values.Manager();
            body[ModelSchema.EnterpriseUrn] = enterprise;
        }
        else if (draw.Percent(8))
        {
            body["department"] = values.Word();
        }
        if (draw.Percent(15))
            body[ModelSchema.TalkdeskUrn] = new JsonObject { ["rolesString"] = "A;B" };
        if (draw.Percent(strict ? 1 : 5))
            body[ModelSchema.CoreUrn] = new JsonObject { ["userType"] = values.Word() };
    }
}
