using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Http.Tests.Discovery;

public sealed class PublishedCharacteristicsTests
{
    private const string Users = TestService.Users;

    [Fact]
    public async Task Text_compares_with_case_only_where_caseExact_says_so()
    {
        await using var service = await TestService.StartAsync();
        var names = (await AttributesAsync(service)).Where(attribute =>
            (string?)attribute["type"] is "string" or "reference"
                && !(bool)attribute["multiValued"]! // Required members.
                && (string?)attribute["returned"] != "never").ToList();
        Assert.Contains(names, attribute => (bool)attribute["caseExact"]!); // A required member.

        foreach (var attribute in names.Where(attribute => (string?)attribute["mutability"] == "readWrite"))
        {
            var (name, caseExact) = ((string)attribute["name"]!, (bool)attribute["caseExact"]!); // Required members.
            var user = new JsonObject
            {
                ["userName"] = $"for-{name}",
                ["name"] = new JsonObject { ["givenName"] = "A", ["familyName"] = "B" },
            };
            user[name] = $"Aa-{name}";
            Assert.Equal(HttpStatusCode.Created, (await service.SendAsync("POST", Users, user.ToJsonString())).StatusCode);

            Assert.Equal(1, await CountAsync(service, $"{name} eq \"Aa-{name}\""));
            Assert.Equal(caseExact ? 0 : 1, await CountAsync(service, $"{name} eq \"aA-{name}\""));
        }
    }

    [Fact]
    public async Task What_is_readOnly_cannot_be_patched()
    {
        await using var service = await TestService.StartAsync();
        var user = await TestService.JsonAsync(await service.CreateAsync("ada@example.com"));
        var names = (await AttributesAsync(service)).Where(attribute => (string?)attribute["mutability"] == "readOnly")
            .Select(attribute => (string?)attribute["name"]).ToList();
        Assert.Contains("groups", names);

        foreach (var name in names)
        {
            var answer = await service.SendAsync(
                "PATCH", $"{Users}/{user["id"]}", $$"""{"Operations":[{"op":"replace","path":"{{name}}","value":"x"}]}""");
            Assert.Equal("mutability", (string?)(await TestService.JsonAsync(answer))["scimType"]);
        }
    }

    [Fact]
    public async Task Nothing_is_immutable_so_no_PUT_meets_a_changed_immutable_value()
    {
        await using var service = await TestService.StartAsync();

        Assert.DoesNotContain(await AttributesAsync(service), attribute => (string?)attribute["mutability"] == "immutable");
    }

    [Fact]
    public async Task Of_what_clients_send_only_userName_is_unique_and_only_it_collides()
    {
        await using var service = await TestService.StartAsync();
        var unique = (await AttributesAsync(service)).Where(attribute => (string?)attribute["uniqueness"] == "server");
        const string Same = ""","externalId":"1","displayName":"A","emails":[{"value":"x@example.com"}]""";

        Assert.Equal(["id", "userName"], unique.Select(attribute => (string?)attribute["name"]));
        Assert.Equal(HttpStatusCode.Created, (await service.CreateAsync("ada@example.com", Same)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await service.CreateAsync("bea@example.com", Same)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await service.CreateAsync("ada@example.com")).StatusCode);
    }

    [Fact]
    public async Task What_is_never_returned_is_not_even_when_it_is_asked_for()
    {
        await using var service = await TestService.StartAsync();
        var never = (await AttributesAsync(service)).Where(attribute => (string?)attribute["returned"] == "never");
        await service.CreateAsync("ada@example.com", ""","password":"t1meMa$heen" """);

        var list = await TestService.JsonAsync(await service.GetAsync($"{Users}?attributes=password,userName"));

        Assert.Equal("password", (string?)Assert.Single(never)["name"]);
        Assert.Equal(["schemas", "id", "userName"], list["Resources"]![0]!.AsObject().Select(attribute => attribute.Key)); // The one user.
    }

    /// <summary>The attributes of the core schema, with those of every resource.</summary>
    private static async Task<List<JsonNode>> AttributesAsync(TestService service)
    {
        var schema = await TestService.JsonAsync(await service.GetAsync("/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"));
        return [.. schema["attributes"]!.AsArray().OfType<JsonNode>()]; // A schema has attributes.
    }

    private static async Task<int?> CountAsync(TestService service, string filter) =>
        (int?)(await TestService.JsonAsync(await service.GetAsync($"{Users}?filter={Uri.EscapeDataString(filter)}")))["totalResults"];
}
