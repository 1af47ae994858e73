using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Messages;

public sealed class SearchRequestTests
{
    [Fact]
    public void Reads_every_member()
    {
        var request = Parse("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["displayName","userName"],
             "excludedAttributes":[],"filter":"displayName sw \"smith\"","sortBy":"name.familyName","sortOrder":"descending",
             "startIndex":1,"count":"10","cursor":""}
            """);

        Assert.Equal(["displayName", "userName"], request.Attributes);
        Assert.Empty(request.ExcludedAttributes);
        Assert.Equal("displayName sw \"smith\"", request.Filter);
        Assert.Equal("name.familyName", request.SortBy);
        Assert.Equal("descending", request.SortOrder);
        Assert.Equal("1", request.StartIndex);
        Assert.Equal("10", request.Count);
        Assert.Equal("", request.Cursor);
    }

    [Fact]
    public void Every_member_may_be_missing_or_null()
    {
        var request = Parse("""{"filter":null,"count":null,"attributes":null,"unknown":{}}""");

        Assert.Empty(request.Attributes);
        Assert.Null(request.Filter);
        Assert.Null(request.Count);
        Assert.Null(request.Cursor);
    }

    [Fact]
    public void Names_compare_without_case_and_one_attribute_needs_no_list()
    {
        var request = Parse("""{"FILTER":"id pr","Attributes":"userName"}""");

        Assert.Equal("id pr", request.Filter);
        Assert.Equal(["userName"], request.Attributes);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"filter":1}""")]
    [InlineData("""{"attributes":[1]}""")]
    [InlineData("""{"attributes":{}}""")]
    [InlineData("""{"cursor":1}""")]
    [InlineData("""{"count":1,"COUNT":2}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""")]
    public void Refuses_what_has_another_shape(string body) =>
        Assert.Equal("invalidSyntax", Assert.Throws<ScimException>(() => Parse(body)).Error.Type);

    [Fact]
    public void A_strict_account_wants_schemas()
    {
        const string named = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}""";

        Parse(named).RequireSchemas(Strictness.Strict);
        new SearchRequest().RequireSchemas(Strictness.Strict);
        foreach (var body in new[] { "{}", """{"schemas":null}""", """{"schemas":[]}""" })
        {
            Parse(body).RequireSchemas(Strictness.Lenient);
            Assert.Throws<ScimException>(() => Parse(body).RequireSchemas(Strictness.Strict));
        }
    }

    private static SearchRequest Parse(string body) => SearchRequest.Parse(JsonElement.Parse(body));
}
