using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Conformance.Tests.Service;
using Scim.Testing;
using Scim.Testing.Schemas;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>
/// Tests of accounts with <see cref="StaffSchema"/> and <see cref="AssetsSchema"/>. In what they send and expect, <c>{S}</c> and
/// <c>{A}</c> stand for the URNs of the two.
/// </summary>
public abstract class OwnSchemasTest(ConformanceService service) : ConformanceTest(service)
{
    /// <summary>The lenient account with the two schemas.</summary>
    protected ScimClient Own => ScimOf(AccountUnderTest.WithSchemas);

    /// <summary>The strict account with them.</summary>
    protected ScimClient OwnStrict => ScimOf(AccountUnderTest.StrictWithSchemas);

    /// <summary>A text with the URNs in place.</summary>
    protected static string WithUrns(string text) => text
        .Replace("{S}", StaffSchema.Urn, StringComparison.Ordinal)
        .Replace("{A}", AssetsSchema.Urn, StringComparison.Ordinal);

    /// <summary>A user with further members.</summary>
    protected static string UserWith(string members, string? userName = null) =>
        $"{UserJson(userName ?? NewUserName())[..^1]},{WithUrns(members)}}}";

    /// <summary>Sends a POST that must succeed.</summary>
    protected static async Task<ScimAnswer> CreateAsync(ScimClient scim, string members, string? userName = null)
    {
        var created = await scim.PostAsync("/Users", UserWith(members, userName), Cancellation);
        Assert.True(created.Status == HttpStatusCode.Created, $"{created.Status} {created.Body}");
        return created;
    }

    /// <summary>Sends a PATCH with operations.</summary>
    protected static Task<ScimAnswer> PatchAsync(ScimClient scim, ScimAnswer user, string operations) => scim.PatchAsync(
        $"/Users/{user.Text("id")}",
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{WithUrns(operations)}}]}""",
        Cancellation);

    /// <summary>Sends a PUT of a user of the same name with further members.</summary>
    protected static Task<ScimAnswer> ReplaceAsync(ScimClient scim, ScimAnswer user, string members) => scim.SendAsync(
        HttpMethod.Put, $"/Users/{user.Text("id")}", UserWith(members, user.Text("userName")), Cancellation);

    /// <summary>Reads a user.</summary>
    protected static Task<ScimAnswer> ReadAsync(ScimClient scim, ScimAnswer user, string query = "") =>
        scim.GetAsync($"/Users/{user.Text("id")}{WithUrns(query)}", Cancellation);

    /// <summary>Asserts what stands in an answer under a URN, or at an attribute of it such as <c>{S}:grade</c>.</summary>
    /// <param name="answer">The answer, of status 200 or 201.</param>
    /// <param name="place">The place.</param>
    /// <param name="expected">The value as JSON; null for none.</param>
    protected static void AssertValue(ScimAnswer answer, string place, string? expected)
    {
        Assert.True((int)answer.Status is 200 or 201, $"{answer.Status} {answer.Body}");
        var user = JsonNode.Parse(answer.Body.GetRawText());
        var actual = place.Contains("}:", StringComparison.Ordinal) ? user?[WithUrns(place[..3])]?[place[4..]] : user?[WithUrns(place)];
        var wanted = expected is null ? null : JsonNode.Parse(WithUrns(expected));
        Assert.True(JsonNode.DeepEquals(wanted, actual), $"{place} is {actual?.ToJsonString()} and not {expected}.");
    }

    /// <summary>The names of users that a filter finds, or all if it is null, as further parameters ask for.</summary>
    protected static async Task<List<string?>> FindAsync(ScimClient scim, string filter, string more = "")
    {
        var found = await scim.GetAsync($"/Users?filter={Uri.EscapeDataString(WithUrns(filter))}{WithUrns(more)}", Cancellation);
        Assert.True(found.Status == HttpStatusCode.OK, $"{filter}: {found.Status} {found.Body}");
        return found.Body.TryGetProperty("Resources", out var resources)
            ? [.. resources.EnumerateArray().Select(user => user.GetProperty("userName").GetString())]
            : [];
    }

    /// <summary>The text of an error's detail.</summary>
    protected static string Detail(ScimAnswer answer) =>
        answer.Body.ValueKind == JsonValueKind.Object ? answer.Text("detail") ?? "" : "";
}
