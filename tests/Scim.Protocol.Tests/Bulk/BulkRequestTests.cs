using System.Text.Json;
using Scim.Protocol.Bulk;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Tests.Bulk;

/// <summary>RFC 7644 §3.7: what a BulkRequest may look like.</summary>
public sealed class BulkRequestTests
{
    [Fact]
    public void Reads_every_member()
    {
        var request = Parse("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1,"Operations":[
             {"method":"post","path":"/Users","bulkId":"a","data":{"manager":"bulkId:b","x":["bulkId:a",{"y":"bulkId:b"},"bulkId:"]}},
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

    [Fact]
    public void References_become_ids_wherever_they_stand_and_nothing_else_changes()
    {
        var operation = Parse("""
            {"Operations":[{"method":"PATCH","path":"/Users/bulkId:a",
             "data":{"a\"b":"bulkId:a","list":[1.50,true,null,"bulkId:b","see bulkId:b","é\n"],"o":{"value":"bulkId:b"}}}]}
            """).Operations[0];

        var resolved = operation.Resolve(bulkId => $"<{bulkId}>");

        Assert.Equal("/Users/<a>", resolved.Path);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"a\"b":"<a>","list":[1.50,true,null,"<b>","see bulkId:b","é\n"],"o":{"value":"<b>"}}"""), resolved.Data));
    }

    [Theory]
    [InlineData("""[{"method":"DELETE"},7]""", "Operation 2: It must be a JSON object.")]
    [InlineData("""[{"method":"DELETE"},{"method":"DELETE"},{"version":1}]""", "Operation 3: version must be a string.")]
    [InlineData("""[{"method":"POST","bulkId":"a"},{"method":"post","bulkId":"a"}]""", "Operation 2: An earlier POST has the same bulkId.")]
    public void Says_which_operation_is_wrong(string operations, string detail)
    {
        using var body = JsonDocument.Parse($$"""{"Operations":{{operations}}}""");

        Assert.Equal(detail, Assert.Throws<ScimException>(() => BulkRequest.Parse(body.RootElement, 100)).Error.Detail);
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

    private static BulkRequest Parse(string body, int maxOperations = 100) => BulkRequest.Parse(JsonElement.Parse(body), maxOperations);
}
