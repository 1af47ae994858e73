using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Conformance.Tests.Docs;
using Scim.Testing;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>Values of mapped attributes, as Microsoft Entra ID sends and reads them.</summary>
/// <param name="Values">The values; null sets an attribute to nothing.</param>
internal sealed record EntraMappedUser(IReadOnlyDictionary<EntraTarget, JsonNode?> Values)
{
    /// <summary>The manager, whom the mapping refers to as a whole.</summary>
    public const string Manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

    /// <summary>What <c>docs/connect/entra-id.md</c> maps.</summary>
    public static IReadOnlyList<EntraTarget> Targets { get; } =
        [.. ConnectorPage.All.Single(page => page.Name == "entra-id").Targets.Select(EntraTarget.Parse)];

    /// <summary>An active user with a value in every mapped attribute, which no other user has.</summary>
    public static EntraMappedUser New() => new(Targets.ToDictionary(
        target => target, target => target.Text == "active" ? (JsonNode?)true : $"{Guid.NewGuid():n}@example.com"));

    /// <summary>Nothing, in the way that is said, in these attributes.</summary>
    public static EntraMappedUser Nothing(IEnumerable<EntraTarget> targets, JsonNode? nothing) =>
        new(targets.ToDictionary(target => target, _ => nothing));

    /// <summary>The values of some attributes only.</summary>
    public EntraMappedUser Only(Func<EntraTarget, bool> wanted) => new(Values.Where(pair => wanted(pair.Key)).ToDictionary());

    /// <summary>The body of a creation. A list that is set to nothing is null as a whole.</summary>
    public string Creation()
    {
        var user = new JsonObject
        {
            ["schemas"] = new JsonArray(
                "urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"),
            ["meta"] = new JsonObject { ["resourceType"] = "User" },
        };
        foreach (var (target, value) in Values)
        {
            if (value is null && target.Type is not null)
                user[target.Attribute] = null;
            else
                target.Put(user, value?.DeepClone());
        }
        return user.ToJsonString();
    }

    /// <summary>The body of a PATCH.</summary>
    /// <param name="oneOperationEach">True for an operation for each attribute, false for one for all but those in lists.</param>
    public string Patch(bool oneOperationEach)
    {
        var apart = Values.Where(pair => oneOperationEach || pair.Key.Type is not null)
            .Select(pair => new JsonObject { ["op"] = "replace", ["path"] = pair.Key.Text, ["value"] = pair.Value?.DeepClone() });
        var together = new JsonObject(Values.Where(pair => !oneOperationEach && pair.Key.Type is null)
            .Select(pair => KeyValuePair.Create(pair.Key.Text, pair.Value?.DeepClone())));
        JsonObject[] operations =
            together.Count > 0 ? [.. apart, new JsonObject { ["op"] = "replace", ["value"] = together }] : [.. apart];
        return new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:PatchOp"),
            ["Operations"] = new JsonArray(operations),
        }.ToJsonString();
    }

    /// <summary>Asserts that a user was answered that has these values, and nothing where nothing was set.</summary>
    public void AssertIn(ScimAnswer answer)
    {
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{answer.Status}: {answer.Body}");
        Assert.All(Values, pair =>
        {
            var found = pair.Key.Find(answer.Body);
            if (pair.Key.Text == Manager && found is { ValueKind: JsonValueKind.Object } manager)
                found = manager.GetProperty("value");
            var expected = pair.Value?.ToString() is { Length: > 0 } text ? text : null;
            Assert.Equal(expected, found?.ToString(), ignoreCase: pair.Key.Text == "active");
        });
    }
}
