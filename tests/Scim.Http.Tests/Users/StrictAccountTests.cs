using System.Net;
using System.Text.Json.Nodes;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;

namespace Scim.Http.Tests.Users;

/// <summary>What the settings of an account change, over HTTP.</summary>
public sealed class StrictAccountTests
{
    private const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    [Theory]
    [InlineData("PATCH", "/scim/v2/Users/{id}", PatchOp, """ "Operations":[{"op":"add","path":"title","value":"T"}] """)]
    [InlineData("POST", "/scim/v2/Users/.search", "urn:ietf:params:scim:api:messages:2.0:SearchRequest", """ "count":1 """)]
    [InlineData("POST", "/scim/v2/.search", "urn:ietf:params:scim:api:messages:2.0:SearchRequest", """ "count":1 """)]
    [InlineData(
        "POST",
        "/scim/v2/Bulk",
        "urn:ietf:params:scim:api:messages:2.0:BulkRequest",
        """ "Operations":[{"method":"DELETE","path":"/Users/1"}] """)]
    public async Task It_wants_messages_to_say_what_they_are(string method, string path, string schema, string rest)
    {
        await using var strict = await StartAsync(Strictness.Strict);
        await using var lenient = await StartAsync(Strictness.Lenient);
        foreach (var (service, unnamed) in new[] { (strict, HttpStatusCode.BadRequest), (lenient, HttpStatusCode.OK) })
        {
            var target = path.Replace("{id}", await CreateAsync(service), StringComparison.Ordinal);

            Assert.Equal(
                HttpStatusCode.OK, (await service.SendAsync(method, target, $$"""{"schemas":["{{schema}}"],{{rest}}}""")).StatusCode);
            Assert.Equal(unnamed, (await service.SendAsync(method, target, $$"""{{{rest}}}""")).StatusCode);
            Assert.Equal(unnamed, (await service.SendAsync(method, target, $$"""{"schemas":null,{{rest}}}""")).StatusCode);
            var refusal = await service.SendAsync(method, target, $$"""{"schemas":["Illegal"],{{rest}}}""");
            Assert.Equal("invalidSyntax", (string?)(await TestService.JsonAsync(refusal))["scimType"]);
        }
    }

    [Fact]
    public async Task It_takes_extension_attributes_by_their_whole_name_only()
    {
        await using var strict = await StartAsync(Strictness.Strict);
        await using var lenient = await StartAsync(Strictness.Lenient);
        foreach (var (service, isKnown) in new[] { (strict, false), (lenient, true) })
        {
            var id = await CreateAsync(service, """,{"department":"D"}""");

            Assert.Equal(
                isKnown ? 1 : 0, (int?)(await ReadAsync(service, $"{TestService.Users}?filter=department%20eq%20%22D%22"))["totalResults"]);
            var answer = await ReadAsync(service, $"{TestService.Users}/{id}?attributes=department");
            Assert.Equal(isKnown, answer["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"] is not null);
            var filtered = await service.GetAsync($"{TestService.Users}/{id}?attributes=emails%5Btype%20eq%20%22work%22%5D");
            Assert.Equal(isKnown ? HttpStatusCode.OK : HttpStatusCode.BadRequest, filtered.StatusCode);
        }
    }

    [Fact]
    public async Task The_schemas_say_whether_names_are_required()
    {
        foreach (var names in new[] { NameRule.Required, NameRule.Optional })
        {
            await using var service = await StartAsync(new AccountSettings(Strictness.Lenient, names));
            var schema = await ReadAsync(service, "/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User");
            var name = Attribute(schema["attributes"], "name");

            Assert.All(
                [name, Attribute(name["subAttributes"], "givenName"), Attribute(name["subAttributes"], "familyName")],
                attribute => Assert.Equal(names == NameRule.Required, (bool)attribute["required"]!));
            Assert.True((bool)Attribute(schema["attributes"], "userName")["required"]!);
            var listed = await ReadAsync(service, "/scim/v2/Schemas");
            Assert.Equal(names == NameRule.Required, (bool)Attribute(listed["Resources"]![0]!["attributes"], "name")["required"]!);
            Assert.Equal(
                names == NameRule.Required ? HttpStatusCode.BadRequest : HttpStatusCode.Created,
                (await service.SendAsync(
                    "POST", TestService.Users, """{"userName":"one","name":{"givenName":"One","familyName":" "}}""")).StatusCode);
        }
    }

    private static async Task<TestService> StartAsync(AccountSettings rules)
    {
        var service = await TestService.StartAsync();
        var row = await service.Storage.Users.FindAsync(TestService.Account, default);
        await service.Storage.Users.UpdateSettingsAsync(row!, row!.LicencesOwned, rules, default);
        return service;
    }

    private static async Task<string> CreateAsync(TestService service, string enterprise = "")
    {
        var more = enterprise.Length == 0 ? "" : $",\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\":{enterprise[1..]}";
        return (string)(await TestService.JsonAsync(await service.CreateAsync("a@x.org", more)))["id"]!;
    }

    private static async Task<JsonNode> ReadAsync(TestService service, string path) =>
        await TestService.JsonAsync(await service.GetAsync(path));

    private static JsonNode Attribute(JsonNode? attributes, string name) =>
        attributes!.AsArray().Single(attribute => (string?)attribute!["name"] == name)!;
}
