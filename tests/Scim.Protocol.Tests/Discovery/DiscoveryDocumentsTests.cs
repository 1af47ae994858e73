using System.Text.Json;
using Scim.Protocol.Discovery;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Discovery;

public sealed class DiscoveryDocumentsTests
{
    private const string Base = "https://x.org/scim/v2";

    private static readonly DiscoveryDocuments Documents = new(
        new ServiceFeatures { DocumentationUri = "https://x.org/docs" }, UserType.Default);

    [Fact]
    public void ServiceProviderConfig_says_what_is_offered()
    {
        var config = Json(Documents.ServiceProviderConfig(Base));

        Assert.Equal(SchemaUris.ServiceProviderConfig, config.GetProperty("schemas")[0].GetString());
        Assert.Equal("""{"supported":true}""", config.GetProperty("patch").GetRawText());
        Assert.Equal("""{"supported":true,"maxOperations":100,"maxPayloadSize":1048576}""", config.GetProperty("bulk").GetRawText());
        Assert.Equal("""{"supported":true,"maxResults":200}""", config.GetProperty("filter").GetRawText());
        Assert.Equal("""{"supported":false}""", config.GetProperty("changePassword").GetRawText());
        Assert.Equal("""{"supported":true}""", config.GetProperty("sort").GetRawText());
        Assert.Equal("""{"supported":true}""", config.GetProperty("etag").GetRawText());
        Assert.Equal(
            """{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100"""
            + ""","maxPageSize":200,"cursorTimeout":3600}""",
            config.GetProperty("pagination").GetRawText());
        Assert.Equal(
            "oauthbearertoken",
            Assert.Single(config.GetProperty("authenticationSchemes").EnumerateArray()).GetProperty("type").GetString());
        Assert.Equal("https://x.org/docs", config.GetProperty("documentationUri").GetString());
        Assert.Equal(
            """{"resourceType":"ServiceProviderConfig","location":"https://x.org/scim/v2/ServiceProviderConfig"}""",
            config.GetProperty("meta").GetRawText());
    }

    [Fact]
    public void What_is_switched_off_is_not_published()
    {
        var features = new ServiceFeatures
        {
            Bulk = false,
            Sort = false,
            CursorPaging = false,
            ETag = false,
            Filter = false,
            Patch = false,
        };

        var config = Json(new DiscoveryDocuments(features, UserType.Default).ServiceProviderConfig(Base));

        foreach (var name in new[] { "bulk", "sort", "etag", "filter", "patch" })
            Assert.False(config.GetProperty(name).GetProperty("supported").GetBoolean(), name);
        Assert.Equal("""{"supported":false,"maxOperations":0,"maxPayloadSize":0}""", config.GetProperty("bulk").GetRawText());
        Assert.False(config.GetProperty("pagination").GetProperty("cursor").GetBoolean());
        Assert.False(config.TryGetProperty("documentationUri", out _));
    }

    [Fact]
    public void The_user_type_names_its_schemas()
    {
        var type = Json(Documents.ResourceType(Base));

        Assert.Equal("User", type.GetProperty("id").GetString());
        Assert.Equal("/Users", type.GetProperty("endpoint").GetString());
        Assert.Equal(SchemaUris.User, type.GetProperty("schema").GetString());
        Assert.Equal(
            $$"""[{"schema":"{{SchemaUris.EnterpriseUser}}","required":false},{"schema":"{{SchemaUris.TalkdeskUser}}","required":false}]""",
            type.GetProperty("schemaExtensions").GetRawText());
        Assert.Equal(Base + "/ResourceTypes/User", type.GetProperty("meta").GetProperty("location").GetString());
    }

    [Fact]
    public void Lists_hold_the_same_documents_as_single_answers()
    {
        var schemas = Json(Documents.Schemas(Base));
        var types = Json(Documents.ResourceTypes(Base));

        Assert.Equal(3, schemas.GetProperty("totalResults").GetInt32());
        Assert.Equal(
            UserType.Default.Schemas.Select(schema => Json(Documents.Schema(schema, Base)).GetRawText()),
            schemas.GetProperty("Resources").EnumerateArray().Select(schema => schema.GetRawText()));
        Assert.Equal(
            Assert.Single(types.GetProperty("Resources").EnumerateArray()).GetRawText(),
            Json(Documents.ResourceType(Base)).GetRawText());
    }

    [Fact]
    public void Every_attribute_is_published_with_its_characteristics()
    {
        foreach (var schema in UserType.Default.Schemas)
        {
            var common = schema.Id == SchemaUris.User ? new[] { UserResource.Id, UserResource.ExternalId } : [];
            AssertAttributes([.. common, .. schema.Attributes], Json(Documents.Schema(schema, Base)).GetProperty("attributes"));
        }
    }

    [Theory]
    [InlineData(
        "userName",
        """{"name":"userName","type":"string","multiValued":false,"description":"The name by which the user signs in, normally the """
        + """e-mail address.","required":true,"caseExact":false,"mutability":"readWrite","returned":"default","uniqueness":"server"}""")]
    [InlineData(
        "password",
        """{"name":"password","type":"string","multiValued":false,"description":"Accepted and not stored.","required":false,"caseExact":"""
        + """true,"mutability":"writeOnly","returned":"never","uniqueness":"none"}""")]
    [InlineData(
        "profileUrl",
        """{"name":"profileUrl","type":"reference","multiValued":false,"description":"The URI of the user's profile """
        + """page.","required":false,"caseExact":true,"mutability":"readWrite","returned":"default","uniqueness":"none","referenceTypes":"""
        + """["external"]}""")]
    public void An_attribute_is_written_as_RFC_7643_section_7_has_it(string name, string expected)
    {
        var attributes = Json(Documents.Schema(UserType.Schema, Base)).GetProperty("attributes").EnumerateArray();

        Assert.Equal(expected, attributes.Single(attribute => attribute.GetProperty("name").GetString() == name).GetRawText());
    }

    private static JsonElement Json(ReadOnlyMemory<byte>? document) => JsonElement.Parse(document!.Value.Span);

    private static void AssertAttributes(IReadOnlyList<AttributeDefinition> definitions, JsonElement published)
    {
        Assert.Equal(
            definitions.Select(definition => definition.Name),
            published.EnumerateArray().Select(json => json.GetProperty("name").GetString()));
        foreach (var (definition, json) in definitions.Zip(published.EnumerateArray()))
        {
            Assert.Equal(definition.Type.ToString(), json.GetProperty("type").GetString(), ignoreCase: true);
            Assert.Equal(definition.Required, json.GetProperty("required").GetBoolean());
            Assert.Equal(definition.MultiValued, json.GetProperty("multiValued").GetBoolean());
            Assert.Equal(definition.CaseExact, json.GetProperty("caseExact").GetBoolean());
            Assert.Equal(definition.Mutability.ToString(), json.GetProperty("mutability").GetString(), ignoreCase: true);
            Assert.Equal(definition.Returned.ToString(), json.GetProperty("returned").GetString(), ignoreCase: true);
            Assert.Equal(definition.Uniqueness.ToString(), json.GetProperty("uniqueness").GetString(), ignoreCase: true);
            if (definition.Type == AttributeType.Complex)
                AssertAttributes(definition.SubAttributes, json.GetProperty("subAttributes"));
        }
    }
}
