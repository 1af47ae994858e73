using System.Text.Json;
using Scim.Protocol.Bulk;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Bulk;

/// <summary>RFC 7644 §3.7: what a BulkRequest may look like.</summary>
public sealed class BulkRequestTests
{
    [Fact]
    public void Reads_every_member()
    {
        var request = Parse("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1,"Operations":[
             {"method":"post","path":"/Users","bulkId":"a","data":{"manager":"bulkId:b",
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":[{"value":"bulkId:a","$ref":"bulkId:b"}]},
              "nickName":"bulkId:c"}},
             {"METHOD":"Delete","PATH":"/Users/bulkId:c","VERSION":"W/\"1\""}]}
            """);

        Assert.Equal(1, request.FailOnErrors);
        var (creation, deletion) = (request.Operations[0], request.Operations[1]);
        Assert.Equal(("POST", "a", "/Users", null), (creation.Method, creation.CreatedAs, creation.Path, creation.Version));
        Assert.Equal(["b", "a"], creation.References);
        Assert.Equal(("DELETE", null, "W/\"1\""), (deletion.Method, deletion.CreatedAs, deletion.Version));
        Assert.Equal(["c"], deletion.References);
        Assert.Equal(JsonValueKind.Undefined, deletion.Data.ValueKind);
    }

    [Theory]
    [InlineData("POST", """{"title":"bulkId:a","emails":["bulkId:b"],"manager":"bulkId:c"}""", "c")]
    [InlineData(
        "PUT",
        """{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"""
        + """{"value":"bulkId:a","$ref":"bulkId:b","displayName":"bulkId:c"},"division":"bulkId:d"}}""",
        "a b")]
    [InlineData("POST", """{"urn:ietf:params:scim:schemas:core:2.0:User":{"MANAGER":["bulkId:a"]}}""", "a")]
    [InlineData("POST", """{"manager":{"value":{"value":"bulkId:a"}}}""", "")]
    [InlineData("POST", """{"manager":"see bulkId:a","x":{"manager":"bulkId:b"},"roles":[{"value":"bulkId:c"}]}""", "")]
    [InlineData("POST", """{"manager":"bulk\u0049d:a"}""", "a")]
    [InlineData(
        "PATCH",
        """{"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"bulkId:a"}]}""",
        "a")]
    [InlineData(
        "PATCH",
        """{"OPERATIONS":[{"op":"add","PATH":"manager.value","VALUE":"bulkId:a"},{"op":"add","path":"manager.$ref","value":"bulkId:b"}]}""",
        "a b")]
    [InlineData(
        "PATCH",
        """{"Operations":[{"op":"add","path":"manager","value":[{"value":"bulkId:a"}]},"""
        + """{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":{"manager.value":"bulkId:b"}}]}""",
        "a b")]
    [InlineData(
        "PATCH",
        """{"Operations":[{"op":"add","value":{"manager":"bulkId:a","title":"bulkId:b","""
        + "\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value\":\"bulkId:c\"}}]}",
        "a c")]
    [InlineData(
        "PATCH",
        """{"Operations":[{"op":"replace","path":"title","value":"bulkId:a"},{"op":"bulkId:b","path":"bulkId:c","value":"bulkId:d"},"""
        + """{"op":"add","path":"emails[","value":"bulkId:e"}]}""",
        "")]
    [InlineData("PATCH", """{"Operations":[{"op":"add","path":"emails[type eq \"work\"].value","value":"bulkId:a"},"bulkId:b",7]}""", "")]
    public void A_reference_stands_only_where_an_attribute_refers_to_a_user(string method, string data, string references)
    {
        var operation = Parse($$"""{"Operations":[{"method":"{{method}}","path":"/Users","data":{{data}}}]}""").Operations[0];

        Assert.Equal(references, string.Join(' ', operation.References));
    }

    [Fact]
    public void References_become_ids_and_nothing_else_changes()
    {
        var operation = Parse("""
            {"Operations":[{"method":"POST","path":"/Users/bulkId:a",
             "data":{"a\"b":"bulkId:a","list":[1.50,true,null,"bulkId:b","see bulkId:b","é\n"],"manager":{"value":"bulkId:b"}}}]}
            """).Operations[0];

        var resolved = operation.Resolve(bulkId => $"<{bulkId}>");

        Assert.Equal("/Users/<a>", resolved.Path);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"a\"b":"bulkId:a","list":[1.50,true,null,"bulkId:b","see bulkId:b","é\n"],"manager":{"value":"<b>"}}"""),
            resolved.Data));
    }

    [Fact]
    public void A_strict_account_wants_schemas()
    {
        const string Named = """{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{}]}""";
        Assert.Single(Parse("""{"Operations":[{}]}""").Operations);
        Assert.Single(BulkRequest.Parse(JsonElement.Parse(Named), Strictness.Strict, 100).Operations);

        var refusal = Assert.Throws<ScimException>(
            () => BulkRequest.Parse(JsonElement.Parse("""{"Operations":[{}]}"""), Strictness.Strict, 100));

        Assert.Equal("invalidSyntax", refusal.Error.Type);
    }

    [Theory]
    [InlineData("""[{"method":"DELETE"},7]""", "Operation 2: It must be a JSON object.")]
    [InlineData("""[{"method":"DELETE"},{"method":"DELETE"},{"version":1}]""", "Operation 3: version must be a string.")]
    [InlineData("""[{"method":"POST","bulkId":"a"},{"method":"post","bulkId":"a"}]""", "Operation 2: An earlier POST has the same bulkId.")]
    public void Says_which_operation_is_wrong(string operations, string detail)
    {
        using var body = JsonDocument.Parse($$"""{"Operations":{{operations}}}""");

        Assert.Equal(
            detail, Assert.Throws<ScimException>(() => BulkRequest.Parse(body.RootElement, ReadingRules.Default, 100)).Error.Detail);
    }

    [Theory]
    [InlineData("""{"failOnErrors":3""", 3)]
    [InlineData("""{"failOnErrors":"3" """, 3)]
    [InlineData("""{"failOnErrors":null""", null)]
    [InlineData("""{"failOnErrors":0""", null)]
    [InlineData("""{"failOnErrors":-1""", null)]
    [InlineData("""{"x":1""", null)]
    public void Errors_are_counted_from_one(string start, int? failOnErrors) =>
        Assert.Equal(failOnErrors, Parse(start + ""","Operations":[{}]}""").FailOnErrors);

    [Theory]
    [InlineData("""{}""", "invalidSyntax")]
    [InlineData("""{"Operations":[]}""", "invalidSyntax")]
    [InlineData("""{"Operations":{}}""", "invalidSyntax")]
    [InlineData("""{"Operations":[1]}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{"method":1}]}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{"path":[]}]}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{"path":"a","PATH":"b"}]}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{}],"failOnErrors":1.5}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{}],"failOnErrors":true}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{}],"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""", "invalidSyntax")]
    [InlineData("""{"Operations":[{"method":"POST","bulkId":"1"},{"method":"post","bulkId":"1"}]}""", "invalidValue")]
    public void Refuses_what_is_no_bulk_request(string body, string scimType) =>
        Assert.Equal(scimType, Assert.Throws<ScimException>(() => Parse(body)).Error.Type);

    [Fact]
    public void Takes_as_many_operations_as_the_limit_and_names_it_to_one_more()
    {
        Assert.Equal(2, Parse("""{"Operations":[{},{}]}""", maxOperations: 2).Operations.Count);

        var error = Assert.Throws<ScimException>(() => Parse("""{"Operations":[{},{},{}]}""", maxOperations: 2)).Error;

        Assert.Equal(413, error.Status);
        Assert.Contains("maxOperations (2)", error.Detail, StringComparison.Ordinal);
    }

    private static BulkRequest Parse(string body, int maxOperations = 100) =>
        BulkRequest.Parse(JsonElement.Parse(body), ReadingRules.Default, maxOperations);
}
