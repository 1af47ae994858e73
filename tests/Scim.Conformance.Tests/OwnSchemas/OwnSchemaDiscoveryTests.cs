using System.Net;
using System.Text.Json;
using Scim.Conformance.Tests.Service;
using Scim.Testing.Schemas;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>Discovery (RFC 7644 §4) by an account with schemas of its own.</summary>
public sealed class OwnSchemaDiscoveryTests(ConformanceService service) : OwnSchemasTest(service)
{
    [Theory]
    [InlineData(StaffSchema.Urn, StaffSchema.Document)]
    [InlineData(AssetsSchema.Urn, AssetsSchema.Document)]
    public async Task A_schema_is_published_as_it_was_added(string urn, string document)
    {
        var expected = JsonElement.Parse(document);

        var all = await Own.GetAsync("/Schemas", Cancellation);
        var one = await Own.GetAsync($"/Schemas/{urn.ToUpperInvariant()}", Cancellation);

        Assert.Equal(HttpStatusCode.OK, one.Status);
        Assert.Equal(5, all.Body.GetProperty("totalResults").GetInt32());
        var listed = all.Body.GetProperty("Resources").EnumerateArray().Single(schema => schema.GetProperty("id").GetString() == urn);
        Assert.True(JsonElement.DeepEquals(listed, one.Body));
        Assert.Equal(expected.GetProperty("name").GetString(), one.Text("name"));
        Assert.Equal(expected.GetProperty("description").GetString(), one.Text("description"));
        Assert.Equal($"{Own.ScimBase}/Schemas/{urn}", one.Body.GetProperty("meta").GetProperty("location").GetString());
        AssertAttributes(expected.GetProperty("attributes"), one.Body.GetProperty("attributes"));
    }

    [Fact]
    public async Task The_resource_type_names_the_schemas()
    {
        var type = await Own.GetAsync("/ResourceTypes/User", Cancellation);
        var types = await Own.GetAsync("/ResourceTypes", Cancellation);

        Assert.Equal(
            [
                ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", false),
                ("urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User", false),
                (AssetsSchema.Urn, false),
                (StaffSchema.Urn, false),
            ],
            type.Body.GetProperty("schemaExtensions").EnumerateArray()
                .Select(extension => (extension.GetProperty("schema").GetString(), extension.GetProperty("required").GetBoolean())));
        Assert.True(JsonElement.DeepEquals(type.Body, Assert.Single(types.Body.GetProperty("Resources").EnumerateArray())));
    }

    /// <summary>What the document leaves out has the default of RFC 7643 §2.2.</summary>
    private static void AssertAttributes(JsonElement expected, JsonElement actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
        foreach (var (wanted, published) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
        {
            var type = Text(wanted, "type", "string");
            Assert.Equal(Text(wanted, "name", ""), Text(published, "name", ""));
            Assert.Equal(type, Text(published, "type", ""));
            Assert.Equal(Text(wanted, "description", ""), Text(published, "description", ""));
            Assert.Equal(Text(wanted, "mutability", "readWrite"), Text(published, "mutability", ""));
            Assert.Equal(Text(wanted, "returned", "default"), Text(published, "returned", ""));
            Assert.Equal("none", Text(published, "uniqueness", ""));
            Assert.Equal(Flag(wanted, "multiValued", false), Flag(published, "multiValued", null));
            Assert.Equal(Flag(wanted, "required", false), Flag(published, "required", null));
            Assert.Equal(Flag(wanted, "caseExact", type is "reference" or "binary"), Flag(published, "caseExact", null));
            foreach (var list in (string[])["canonicalValues", "referenceTypes"])
                Assert.Equal(Texts(wanted, list), Texts(published, list));
            if (type == "complex")
                AssertAttributes(wanted.GetProperty("subAttributes"), published.GetProperty("subAttributes"));
        }
    }

    private static string? Text(JsonElement json, string name, string absent) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : absent;

    private static bool? Flag(JsonElement json, string name, bool? absent) =>
        json.TryGetProperty(name, out var value) ? value.GetBoolean() : absent;

    private static List<string?> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(text => text.GetString())] : [];
}
