using System.Net;
using System.Text.Json;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>A bulkId (RFC 7644 §3.7.2) where an attribute of an account's own schema refers to users.</summary>
public sealed class OwnSchemaBulkTests(ConformanceService service) : OwnSchemasTest(service)
{
    [Theory]
    [InlineData(""" "{A}":{"keeper":{"value":"bulkId:boss","$ref":"bulkId:boss"}} """, "{A}:keeper", """{"value":"ID","$ref":"ID"}""")]
    [InlineData(""" "{A}":{"keeper":"bulkId:boss"} """, "{A}:keeper", """{"value":"ID"}""")]
    [InlineData(""" "{A}":{"peers":[{"value":"p"},{"value":"bulkId:boss"}]} """, "{A}:peers", """[{"value":"p"},{"value":"ID"}]""")]
    [InlineData(""" "{A}":{"devices":[{"value":"bulkId:boss"}]} """, "{A}:devices", """[{"value":"bulkId:boss"}]""")]
    [InlineData(""" "{A}":{"desk":{"room":"bulkId:boss"}} """, "{A}:desk", """{"room":"bulkId:boss"}""")]
    [InlineData(""" "{S}":{"badge":"B","value":"bulkId:boss"} """, "{S}:value", "\"bulkId:boss\"")]
    public async Task It_is_resolved_in_a_creation(string members, string place, string expected)
    {
        var done = await RunAsync(Own, Post("worker", members), Post("boss", """ "title":"Boss" """));

        AssertValue(done[0], place, expected.Replace("ID", done[1].Text("id"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"op":"add","path":"{A}:keeper.value","value":"bulkId:boss"}""", "{A}:keeper", """{"value":"ID"}""")]
    [InlineData("""{"op":"add","path":"{A}:keeper","value":{"value":"bulkId:boss"}}""", "{A}:keeper", """{"value":"ID"}""")]
    [InlineData("""{"op":"add","path":"{A}","value":{"keeper":{"value":"bulkId:boss"}}}""", "{A}:keeper", """{"value":"ID"}""")]
    [InlineData("""{"op":"add","value":{"{A}:keeper.value":"bulkId:boss"}}""", "{A}:keeper", """{"value":"ID"}""")]
    [InlineData("""{"op":"add","value":{"{A}":{"keeper":{"value":"bulkId:boss"}}}}""", "{A}:keeper", """{"value":"ID"}""")]
    [InlineData("""{"op":"add","path":"{A}:peers","value":[{"value":"bulkId:boss"}]}""", "{A}:peers",
        """[{"value":"p1"},{"value":"ID"}]""")]
    [InlineData("""{"op":"replace","path":"{A}:peers[value eq \"p1\"].value","value":"bulkId:boss"}""", "{A}:peers",
        """[{"value":"ID"}]""")]
    [InlineData("""{"op":"replace","path":"{A}:peers[value eq \"p1\"]","value":{"$ref":"bulkId:boss"}}""", "{A}:peers",
        """[{"value":"p1","$ref":"ID"}]""")]
    public async Task It_is_resolved_in_a_PATCH(string operation, string place, string expected)
    {
        var user = await CreateAsync(OwnStrict, """ "{A}":{"peers":[{"value":"p1"}]} """);
        var patch = $$$"""
            {"method":"PATCH","path":"/Users/{{{user.Text("id")}}}","data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations":[{{{operation}}}]}}
            """;

        var done = await RunAsync(OwnStrict, patch, Post("boss", """ "title":"Boss" """));

        AssertValue(done[0], place, expected.Replace("ID", done[1].Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_resolved_without_URN_in_a_lenient_account()
    {
        var done = await RunAsync(Own, Post("worker", """ "keeper":{"value":"bulkId:boss"} """), Post("boss", """ "title":"Boss" """));

        AssertValue(done[0], "{A}:keeper", $$"""{"value":"{{done[1].Text("id")}}"}""");
    }

    private static string Post(string bulkId, string members) =>
        $$"""{"method":"POST","path":"/Users","bulkId":"{{bulkId}}","data":{{UserWith(members)}}}""";

    /// <summary>Sends a Bulk, all of whose operations must succeed, and reads the users.</summary>
    private static async Task<List<ScimAnswer>> RunAsync(ScimClient scim, params string[] operations)
    {
        var answer = await scim.PostAsync(
            "/Bulk",
            WithUrns(
                $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{string.Join(',', operations)}}]}"""),
            Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var users = new List<ScimAnswer>();
        foreach (var operation in answer.Body.GetProperty("Operations").EnumerateArray())
        {
            Assert.True(operation.TryGetProperty("location", out JsonElement location), $"{operation}");
            Assert.False(operation.TryGetProperty("response", out JsonElement _), $"{operation}");
            users.Add(await scim.GetAsync(location.GetString()![scim.ScimBase.Length..], Cancellation)); // A location is a text.
        }
        return users;
    }
}
