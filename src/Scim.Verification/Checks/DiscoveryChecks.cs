using System.Text.Json;
using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary>What the service says of itself (RFC 7643 §5 to §7, RFC 7644 §4).</summary>
internal static class DiscoveryChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7643 §5", "ServiceProviderConfig says what is supported", ConfigAsync),
        new("RFC 7643 §6", "ResourceTypes has User, and its schema is one of Schemas", TypesAsync),
        new("RFC 7643 §7", "Schemas describes every attribute of a user", SchemasAsync) { Connectors = [Connectors.Entra] },
        new("RFC 7644 §4", "Discovery takes no filter and nothing but reading", RefusalsAsync),
        new("RFC 7644 §3.12", "What is not there is 404, and what may not be done 405 or 501", UnknownAsync),
    ];

    private static async Task ConfigAsync(Examination examination)
    {
        var config = await examination.GetAsync("/ServiceProviderConfig");
        if (!examination.Status(config, 200)) return;
        examination.Value(config, "/schemas", """["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]""");
        foreach (var feature in new[] { "patch", "bulk", "filter", "changePassword", "sort", "etag" })
        {
            var said = config.At($"/{feature}/supported");
            examination.Expect(
                said is { ValueKind: JsonValueKind.True or JsonValueKind.False },
                config,
                $"{feature}.supported as true or false",
                "neither");
        }
        if (config.At("/bulk/supported") is { ValueKind: JsonValueKind.True })
        {
            examination.Expect(config.Number("/bulk/maxOperations") > 0, config, "bulk.maxOperations over 0", "none");
            examination.Expect(config.Number("/bulk/maxPayloadSize") > 0, config, "bulk.maxPayloadSize over 0", "none");
        }
        if (config.At("/filter/supported") is { ValueKind: JsonValueKind.True })
            examination.Expect(config.Number("/filter/maxResults") > 0, config, "filter.maxResults over 0", "none");
        var schemes = config.At("/authenticationSchemes");
        if (schemes is not { ValueKind: JsonValueKind.Array } || schemes.Value.GetArrayLength() == 0)
        {
            examination.Note(config, "authenticationSchemes with one at least", "none");
            return;
        }
        foreach (var (index, scheme) in schemes.Value.EnumerateArray().Index())
        {
            foreach (var member in new[] { "type", "name", "description" })
            {
                var said = JsonPointer.Find(scheme, $"/{member}");
                var isText = said is { ValueKind: JsonValueKind.String } text && text.GetString() is not "";
                examination.Expect(isText, config, $"/authenticationSchemes/{index}/{member} as text", "none");
            }
        }
    }

    private static async Task TypesAsync(Examination examination)
    {
        var types = await examination.GetAsync("/ResourceTypes");
        if (!examination.Status(types, 200)) return;
        var users = types.Resources.Where(type => Text(type, "/endpoint").Trim('/') == "Users").ToList();
        examination.Expect(users.Count == 1, types, "one resource type with the endpoint /Users", $"{users.Count}");
        if (users.Count != 1) return;
        examination.Expect(Text(users[0], "/name") == "User", types, "its name User", "another");
        var schema = Text(users[0], "/schema");
        examination.Expect(schema == ScratchDocument.Schema, types, $"its schema {ScratchDocument.Schema}", "another");
        var schemas = await examination.GetAsync("/Schemas");
        var published = schemas.Resources.Select(published => Text(published, "/id")).ToList();
        foreach (var missing in examination.Claims.Extensions.Append(schema).Except(published, StringComparer.OrdinalIgnoreCase))
            examination.Note(schemas, $"the schema {missing}, which /ResourceTypes names", "none");
        var one = await examination.GetAsync("/ResourceTypes/User");
        if (examination.Status(one, 200)) examination.Value(one, "/endpoint", "\"/Users\"");
    }

    private static async Task SchemasAsync(Examination examination)
    {
        var user = await examination.GetAsync($"/Schemas/{ScratchDocument.Schema}");
        if (!examination.Status(user, 200)) return;
        examination.Value(user, "/id", $"\"{ScratchDocument.Schema}\"");
        var attributes = user.At("/attributes") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [];
        foreach (var fault in attributes.SelectMany(attribute => SchemaAttribute.FaultsOf(attribute)))
            examination.Note(user, fault, "none");
        foreach (var (name, member, expected) in SchemaAttribute.Required)
        {
            var attribute = attributes.Find(attribute => Text(attribute, "/name").Equals(name, StringComparison.OrdinalIgnoreCase));
            var said = JsonPointer.Find(attribute, $"/{member}");
            if (attribute.ValueKind == JsonValueKind.Undefined && name == "password") continue;
            if (said?.ToString() is not { } text || !text.Equals(expected, StringComparison.OrdinalIgnoreCase))
                examination.Note(user, $"{name} with {member} {expected}", said is { } other ? $"{other}" : "none");
        }
    }

    private static async Task RefusalsAsync(Examination examination)
    {
        examination.Status(await examination.GetAsync("/Schemas?filter=id%20pr"), 403);
        examination.Status(await examination.SendAsync("POST", "/ResourceTypes", "{}"), 405, 501);
        examination.Status(await examination.GetAsync("/Schemas/urn:scim-verify:none"), 404);
    }

    private static async Task UnknownAsync(Examination examination)
    {
        examination.Status(await examination.GetAsync("/ScimVerifyNone"), 404);
        examination.Status(await examination.SendAsync("PUT", "/Users", "{}"), 405, 501);
        examination.Status(await examination.GetAsync("/Me"), 501, 200, 308, 404, 403);
    }

    private static string Text(JsonElement json, string pointer) => JsonPointer.Find(json, pointer)?.ToString() ?? "";
}
