using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Conformance.Tests.Service;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Schemas;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.OpenApi;

/// <summary>What is sent here and in all other tests of the suite is held against docs/openapi.json.</summary>
public sealed class OpenApiTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Path = "/openapi.json";
    private const string Users = "/scim/v2/Users";

    [Fact]
    public async Task Every_operation_is_asked_for_and_answers_as_described()
    {
        var host = await StartHostAsync();
        var tenant = (await TenantStorage.AddAsync(
            TablePrefix, [new NewTenant("described") { Scopes = [Caller.ScimScope, Caller.EventsScope] }], Cancellation))[0];
        var stream = await TenantStorage.AddStreamAsync(TablePrefix, tenant.Account, Cancellation);
        using var client = new ScimClient(host.ScimBase, tenant.Token);
        var asked = new HashSet<string>();

        var created = await AskAsync("POST", Users, UserJson(NewUserName()), 201);
        var user = $"{Users}/{created.Text("id")}";
        await AskAsync("GET", user, null, 200);
        await AskAsync("HEAD", user, null, 200);
        await AskAsync("PATCH", user, """{"Operations":[{"op":"replace","path":"title","value":"Countess"}]}""", 200);
        await AskAsync("PUT", user, UserJson(NewUserName()), 200);
        await AskAsync("DELETE", user, null, 204);
        foreach (var list in new[] { "/scim/v2", Users, "/scim/v2/Groups" }) await AskAsync("GET", list, null, 200);
        foreach (var search in new[] { "/scim/v2/.search", $"{Users}/.search" }) await AskAsync("POST", search, """{"count":1}""", 200);
        await AskAsync("GET", "/scim/v2/Groups/1", null, 404);
        await AskAsync("POST", "/scim/v2/Bulk", $$"""{"Operations":[{"method":"DELETE","path":"/Users/{{Guid.Empty}}"}]}""", 200);
        foreach (var name in new[]
                 {
                     "ServiceProviderConfig", "serviceConfiguration", "ResourceTypes", "ResourceTypes/User", "Schemas",
                     "Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
                 })
            await AskAsync("GET", $"/scim/v2/{name}", null, 200);
        await AskAsync("POST", $"/events/{stream}", """{"maxEvents":0}""", 200);
        foreach (var path in new[]
                 {
                     "/.well-known/oauth-authorization-server", "/.well-known/jwks.json", "/.well-known/ssf-configuration", "/health", "/",
                     Path,
                 })
            await AskAsync("GET", path, null, 200);
        var issued = await client.RequestTokenAsync(tenant.Client.Value, tenant.Secret, Cancellation);
        var revoked = await client.RevokeTokenAsync(tenant.Client.Value, tenant.Secret, issued.Text("access_token")!, Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (issued.Status, revoked.Status));
        var unasked = ApiDescription.InDocs.Operations.Except(["POST /oauth/token", "POST /oauth/revoke"]).Except(asked);
        Assert.True(
            !unasked.Any(),
            $"Let {nameof(Every_operation_is_asked_for_and_answers_as_described)} ask for it: {string.Join(", ", unasked)}.");
        Assert.All(ApiDescription.InDocs.Operations, operation => Assert.Contains(operation, DescribedExchanges.Seen.Keys));

        async Task<ScimAnswer> AskAsync(string method, string path, string? json, int status)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(new Uri(host.ScimBase), path));
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/scim+json");
            if (path.StartsWith("/events", StringComparison.Ordinal)) request.Content!.Headers.ContentType = new("application/json");
            var answer = await client.SendAsync(request, Cancellation);
            Assert.Equal((path, status), (path, (int)answer.Status));
            if (method != "HEAD") asked.Add(ApiDescription.InDocs.Find(method, path)!.Value.Name); // It was checked by it.
            return answer;
        }
    }

    [Fact]
    public async Task The_document_of_an_account_describes_its_own_schemas()
    {
        var client = ScimOf(AccountUnderTest.WithSchemas);
        var user = await client.PostAsync(
            "/Users",
            $$"""{{UserJson(NewUserName())[..^1]}},"{{StaffSchema.Urn}}":{"badge":"1","pin":"2","levels":[3]} }""",
            Cancellation);
        Assert.Equal(HttpStatusCode.Created, user.Status);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(client.ScimBase), Path));
        var own = new ApiDescription(JsonNode.Parse((await client.SendAsync(request, Cancellation)).Body.GetRawText())!); // An object.

        Assert.Null(own.Schemas.Fault(user.Body, BodySchemas.Named("User")));
        var other = JsonNode.Parse(user.Body.GetRawText())!.AsObject();
        other["urn:example:unknown:User"] = new JsonObject();
        Assert.NotNull(own.Schemas.Fault(JsonElement.Parse(other.ToJsonString()), BodySchemas.Named("User")));
    }
}
