using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Conformance.Tests.Service;
using Scim.Protocol.Patching;
using Scim.Protocol.Schemas;

namespace Scim.Conformance.Tests.Docs;

/// <summary>What the pages tell the administrators of identity providers is what the service does.</summary>
public sealed partial class ConnectorPagesTests(ConformanceService service) : ConformanceTest(service)
{
    public static TheoryData<string> Pages => [.. ConnectorPage.All.Select(page => page.Name)];

    public static TheoryData<string> Templates => [.. ConnectorPage.All.Where(page => page.Json.Count > 0).Select(page => page.Name)];

    public static TheoryData<string> Targets => [.. ConnectorPage.All.SelectMany(page => page.Targets).Distinct()];

    [Fact]
    public void There_is_one_for_each_identity_provider() =>
        Assert.Equal(["entra-id", "okta", "onelogin"], ConnectorPage.All.Select(page => page.Name));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_url_is_a_route(string name)
    {
        var page = ConnectorPage.All.Single(page => page.Name == name);

        Assert.NotEmpty(page.Urls);
        Assert.All(page.Urls, path => Assert.Contains(path, ConnectorPage.Paths));
        Assert.True(page.Targets.Count >= 10, $"{name} maps {page.Targets.Count} attributes.");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Every_target_attribute_can_be_created_and_patched(string target)
    {
        var path = PatchPathParser.Parse(target, UserType.Default);
        var (first, second) = Values(path);
        var user = JsonNode.Parse(UserJson(NewUserName()))!.AsObject(); // It is an object.
        Put(user, path, first);

        var created = await Scim.PostAsync("/Users", user.ToJsonString(), Cancellation);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Text("id") ?? "";
        await AssertHasAsync(id, target, path, first);
        var patched = await Scim.PatchAsync(
            $"/Users/{id}",
            new JsonObject
            {
                ["Operations"] = new JsonArray(new JsonObject { ["op"] = "Replace", ["path"] = target, ["value"] = second.DeepClone() }),
            }.ToJsonString(),
            Cancellation);
        Assert.Equal(HttpStatusCode.OK, patched.Status);
        await AssertHasAsync(id, target, path, second);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public async Task A_template_on_it_creates_a_user_with_all_that_the_table_maps(string name)
    {
        var page = ConnectorPage.All.Single(page => page.Name == name);
        var number = 0;
        var body = Macro().Replace(Assert.Single(page.Json), _ => $"value-{Guid.NewGuid():n}-{++number}");

        var created = await Scim.PostAsync("/Users", body, Cancellation);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        foreach (var target in page.Targets)
        {
            var found = await Scim.GetAsync(
                $"/Users?filter={Uri.EscapeDataString($"id eq \"{created.Text("id")}\" and {Comparable(target)} sw \"value-\"")}",
                Cancellation);
            Assert.True(found.Body.GetProperty("totalResults").GetInt32() == 1, $"The template does not set {target}.");
        }
    }

    private async Task AssertHasAsync(string id, string target, PatchPath path, JsonNode value)
    {
        var literal = TypeOf(path) == AttributeType.Boolean ? value.ToString().ToLowerInvariant() : value.ToJsonString();
        var found = await Scim.GetAsync(
            $"/Users?filter={Uri.EscapeDataString($"id eq \"{id}\" and {Comparable(target)} eq {literal}")}", Cancellation);
        Assert.True(found.Body.GetProperty("totalResults").GetInt32() == 1, $"{target} is not {literal}.");
    }

    private static AttributeType TypeOf(PatchPath path) => (path.SubAttribute ?? path.Attribute.Target).Type;

    /// <summary>The target as a filter takes it: of a manager its id is compared.</summary>
    private static string Comparable(string target) =>
        TypeOf(PatchPathParser.Parse(target, UserType.Default)) == AttributeType.Complex ? $"{target}.value" : target;

    private static (JsonNode First, JsonNode Second) Values(PatchPath path) => TypeOf(path) switch
    {
        // As Entra ID sends booleans.
        AttributeType.Boolean => ("False", "True"),
        AttributeType.Reference => ("https://example.com/1", "https://example.com/2"),
        _ => ($"{Guid.NewGuid():n}@example.com", $"{Guid.NewGuid():n}@example.com"),
    };

    /// <summary>Puts a value where the path leads, with the entry that its filter describes.</summary>
    private static void Put(JsonObject user, PatchPath path, JsonNode value)
    {
        var place = user;
        var steps = path.Attribute.Steps;
        foreach (var step in steps.SkipLast(1))
        {
            place[step.Name] ??= new JsonObject();
            place = place[step.Name]!.AsObject(); // Just made.
        }
        if (path.SubAttribute is null)
        {
            place[steps[^1].Name] = value.DeepClone();
            return;
        }
        var entry = new JsonObject { [path.SubAttribute.Name] = value.DeepClone() };
        foreach (var (attribute, selected) in path.DeterminedValues) entry[attribute.Name] = (string)selected;
        place[steps[^1].Name] = new JsonArray(entry);
    }

    [GeneratedRegex(@"\{\$[^}]+\}")]
    private static partial Regex Macro();
}
