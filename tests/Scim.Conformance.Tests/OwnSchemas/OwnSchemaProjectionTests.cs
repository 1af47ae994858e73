using System.Net;
using System.Text.Json;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary><c>attributes</c> and <c>excludedAttributes</c> (RFC 7644 §3.9) with every kind of <c>returned</c>.</summary>
public sealed class OwnSchemaProjectionTests(ConformanceService service) : OwnSchemasTest(service)
{
    private const string Stored = """
        "{S}":{"badge":"B","alias":"Al","locker":"L","unit":"U","pin":"1","note":"n"},
        "{A}":{"desk":{"room":"R","floor":1},"trips":[{"city":"Rome","days":2,"budget":1.5}],"credential":{"value":"c","hint":"h"}}
        """;

    private const string Assets = """{"desk":{"room":"R","floor":1},"trips":[{"city":"Rome","days":2}],"credential":{"hint":"h"}}""";

    private const string Staff = """{"badge":"B","alias":"Al","unit":"U"}""";

    [Theory]
    [InlineData("", Staff, Assets)]
    [InlineData("?attributes=userName", """{"unit":"U"}""", null)]
    [InlineData("?attributes={S}", Staff, null)]
    [InlineData("?attributes={S}:alias", """{"alias":"Al","unit":"U"}""", null)]
    [InlineData("?attributes={S}.ALIAS", """{"alias":"Al","unit":"U"}""", null)]
    [InlineData("?attributes={S}:locker", """{"locker":"L","unit":"U"}""", null)]
    [InlineData("?attributes={S},{S}:locker", """{"badge":"B","alias":"Al","unit":"U","locker":"L"}""", null)]
    [InlineData("?attributes={A}:trips,{A}:trips.budget", """{"unit":"U"}""", """{"trips":[{"city":"Rome","days":2,"budget":1.5}]}""")]
    [InlineData("?excludedAttributes={A}:desk,{A}:credential,{S}:locker", Staff, """{"trips":[{"city":"Rome","days":2}]}""")]
    [InlineData("?attributes={S}:pin,{S}:note,{S}:shoeSize", """{"unit":"U"}""", null)]
    [InlineData("?attributes={A}", """{"unit":"U"}""", Assets)]
    [InlineData("?attributes={A}:desk", """{"unit":"U"}""", """{"desk":{"room":"R","floor":1}}""")]
    [InlineData("?attributes={A}:desk.room", """{"unit":"U"}""", """{"desk":{"room":"R"}}""")]
    [InlineData("?attributes={A}:trips", """{"unit":"U"}""", """{"trips":[{"city":"Rome","days":2}]}""")]
    [InlineData("?attributes={A}:trips.budget", """{"unit":"U"}""", """{"trips":[{"budget":1.5}]}""")]
    [InlineData("?attributes={A}:credential", """{"unit":"U"}""", """{"credential":{"hint":"h"}}""")]
    [InlineData("?attributes={A}:credential.value", """{"unit":"U"}""", null)]
    [InlineData("?excludedAttributes={S}", """{"unit":"U"}""", Assets)]
    [InlineData("?excludedAttributes={S}:alias", """{"badge":"B","unit":"U"}""", Assets)]
    [InlineData("?excludedAttributes={S}:unit", Staff, Assets)]
    [InlineData("?excludedAttributes={A}", Staff, null)]
    [InlineData("?excludedAttributes={A}:desk.room,{A}:trips,{A}:credential", Staff, """{"desk":{"floor":1}}""")]
    [InlineData("?excludedAttributes={A}:trips.city", Staff, """
        {"desk":{"room":"R","floor":1},"trips":[{"days":2}],"credential":{"hint":"h"}}
        """)]
    public async Task Every_answer_has_what_is_asked_for(string query, string? staff, string? assets)
    {
        query = WithUrns(query);
        var created = await Own.PostAsync($"/Users{query}", UserWith(Stored), Cancellation);
        var path = $"/Users/{created.Text("id")}{query}";
        var listed = await Own.GetAsync(
            $"/Users{(query.Length == 0 ? "?" : query + "&")}filter=id%20eq%20%22{created.Text("id")}%22", Cancellation);
        var put = $"{UserJson(NewUserName())[..^1]},{WithUrns(Stored)}}}";

        foreach (var answer in new[]
        {
            created,
            await Own.GetAsync(path, Cancellation),
            listed with { Body = Assert.Single(listed.Body.GetProperty("Resources").EnumerateArray()) },
            await Own.PatchAsync(path, """{"Operations":[{"op":"replace","path":"title","value":"T"}]}""", Cancellation),
            await Own.SendAsync(HttpMethod.Put, path, put, Cancellation),
        })
        {
            AssertValue(answer, "{S}", staff);
            AssertValue(answer, "{A}", assets);
        }
    }

    [Fact]
    public async Task A_search_request_names_them_too()
    {
        var user = await CreateAsync(Own, Stored);
        var search = WithUrns($$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["{S}:locker","{A}:desk.floor"],
            "filter":"{S}:alias eq \"al\" and id eq \"{{user.Text("id")}}\"","sortBy":"{S}:grade"}
            """);

        var found = await Own.PostAsync("/Users/.search", search, Cancellation);

        Assert.Equal(HttpStatusCode.OK, found.Status);
        var only = found with { Body = Assert.Single(found.Body.GetProperty("Resources").EnumerateArray()) };
        AssertValue(only, "{S}", """{"locker":"L","unit":"U"}""");
        AssertValue(only, "{A}", """{"desk":{"floor":1}}""");
        Assert.False(only.Body.TryGetProperty("name", out JsonElement _));
    }

    [Fact]
    public async Task A_lenient_account_projects_names_without_URN()
    {
        var user = await CreateAsync(Own, Stored);

        AssertValue(await ReadAsync(Own, user, "?attributes=alias,desk.room"), "{S}", """{"alias":"Al","unit":"U"}""");
        AssertValue(await ReadAsync(Own, user, "?attributes=alias,desk.room"), "{A}", """{"desk":{"room":"R"}}""");
    }
}
