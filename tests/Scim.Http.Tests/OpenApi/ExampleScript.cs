using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Scim.Http.OpenApi;
using Scim.Http.Tests.Events;

namespace Scim.Http.Tests.OpenApi;

/// <summary>The exchanges that the OpenAPI document shows, had with the service one after another.</summary>
internal sealed class ExampleScript(PollService polls)
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Ada =
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
          "userName": "ada@example.com",
          "name": { "givenName": "Ada", "familyName": "Lovelace" },
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "Analysis" }
        }
        """;

    private readonly NeutralText _neutral = new();
    private readonly List<ApiExample> _exchanges = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<IReadOnlyList<ApiExample>> PlayAsync()
    {
        await using var polls = await PollService.StartAsync();
        var script = new ExampleScript(polls);
        await script.PlayTokensAsync();
        await script.PlayUsersAsync();
        await script.PlayDiscoveryAsync();
        await script.PlayEventsAsync();
        await script.AskAsync("getHealth", "health", "The service works", "GET", "/health");
        return script._exchanges;
    }

    private async Task PlayTokensAsync()
    {
        const string Grant = """{"grant_type":"client_credentials","token_type":"opaque","scope":"scim","client_id":"client" """;
        await AskAsync(
            "issueToken", "token", "A token for a client's secret", "POST", "/oauth/token",
            $$"""{{Grant}},"client_secret":"secret"}""", Form);
        await AskAsync(
            "issueToken", "wrongSecret", "A wrong secret", "POST", "/oauth/token", $$"""{{Grant}},"client_secret":"wrong"}""", Form);
        await AskAsync(
            "revokeToken", "revocation", "A token is revoked", "POST", "/oauth/revoke",
            """{"token":"scim_sts_TOKEN","client_id":"client","client_secret":"secret"}""", Form);
        await AskAsync(
            "getServerMetadata", "serverMetadata", "What is offered", "GET", "/.well-known/oauth-authorization-server");
    }

    private async Task PlayUsersAsync()
    {
        const string Users = "/scim/v2/Users";
        var user = await AskAsync("createUser", "user", "A user is created", "POST", Users, Ada);
        var one = $"{Users}/{user["id"]}";
        await AskAsync("createUser", "twin", "The userName is taken", "POST", Users, Ada);
        await AskAsync("createUser", "nameless", "Names are missing", "POST", Users, """{"userName":"grace@example.com"}""");
        await AskAsync("listUsers", "byName", "A user is looked for", "GET", $"{Users}?filter=userName%20eq%20%22ADA@example.com%22");
        await AskAsync("listUsers", "wrongFilter", "A filter that is none", "GET", $"{Users}?filter=userName%20is%20%22ada%22");
        await AskAsync(
            "searchUsers", "search", "Two attributes of the active users", "POST", $"{Users}/.search",
            """
            {
              "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
              "filter": "active eq true",
              "attributes": ["userName", "active"],
              "count": 10
            }
            """);
        await AskAsync("getUser", "read", "A user is read", "GET", one);
        await AskAsync("getUser", "unknown", "There is no such user", "GET", $"{Users}/{Guid.Empty}");
        await AskAsync(
            "patchUser", "deactivation", "A user is deactivated", "PATCH", one,
            """
            {
              "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
              "Operations": [{ "op": "replace", "path": "active", "value": false }]
            }
            """);
        await AskAsync(
            "replaceUser", "replacement", "A user is replaced", "PUT", one,
            """
            {
              "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
              "userName": "ada@example.com",
              "name": { "givenName": "Ada", "familyName": "King" },
              "active": true
            }
            """);
        await AskAsync("deleteUser", "changed", "The user has changed meanwhile", "DELETE", one, version: "W/\"0\"");
        await AskAsync(
            "bulk", "bulk", "A user is created and another deleted", "POST", "/scim/v2/Bulk",
            $$"""
            {
              "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
              "Operations": [
                {
                  "method": "POST",
                  "bulkId": "grace",
                  "path": "/Users",
                  "data": {
                    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
                    "userName": "grace@example.com",
                    "name": { "givenName": "Grace", "familyName": "Hopper" }
                  }
                },
                { "method": "DELETE", "path": "/Users/{{Guid.Empty}}" }
              ]
            }
            """);
        await AskAsync("listGroups", "groups", "There are no groups", "GET", "/scim/v2/Groups");
    }

    private async Task PlayDiscoveryAsync()
    {
        const string Talkdesk = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";
        await AskAsync("getServiceProviderConfig", "configuration", "What is offered", "GET", "/scim/v2/ServiceProviderConfig");
        await AskAsync("listResourceTypes", "resourceTypes", "The resource types", "GET", "/scim/v2/ResourceTypes");
        await AskAsync("getResourceType", "userType", "What a user is", "GET", "/scim/v2/ResourceTypes/User");
        await AskAsync("getSchema", "schema", "A schema", "GET", $"/scim/v2/Schemas/{Talkdesk}");
        await AskAsync("getSchema", "filtered", "A filter is forbidden", "GET", "/scim/v2/Schemas?filter=id%20pr");
        await AskAsync("listSchemas", "unknownToken", "An unknown token", "GET", "/scim/v2/Schemas", token: "scim_sts_TOKEN");
    }

    private async Task PlayEventsAsync()
    {
        await AskAsync("getEventKeys", "keys", "The keys", "GET", "/.well-known/jwks.json");
        await AskAsync("getTransmitterConfiguration", "transmitter", "What is offered", "GET", "/.well-known/ssf-configuration");
        await AskAsync(
            "pollEvents", "poll", "The next event", "POST", $"/events/{polls.Stream.Id}",
            """{"maxEvents":1,"returnImmediately":true}""", "application/json", polls.Token);
        await AskAsync(
            "pollEvents", "noStream", "There is no such stream", "POST", $"/events/{Guid.Empty}",
            """{"returnImmediately":true}""", "application/json", polls.Token);
    }

    /// <summary>Sends a request and notes it with its answer.</summary>
    private async Task<JsonNode> AskAsync(
        string operation, string name, string title, string method, string target, string? json = null,
        string mediaType = "application/scim+json", string? token = null, string? version = null)
    {
        polls.Service.Time.Advance(TimeSpan.FromSeconds(1)); // Ids of one millisecond have no order.
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (mediaType != Form)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? polls.Service.Token);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        if (json is not null)
            request.Content = new StringContent(mediaType == Form ? FormOf(json) : json, Encoding.UTF8, mediaType);
        using var response = await polls.Service.Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var isJson = text.StartsWith('{');
        _exchanges.Add(new ApiExample(
            operation,
            name,
            title,
            _neutral.Of($"{method} {target}").Replace(polls.Stream.Id.ToString(), "STREAM", StringComparison.Ordinal),
            ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
            json is null || !response.IsSuccessStatusCode ? null : JsonNode.Parse(_neutral.Of(json)),
            text.Length == 0 ? null : isJson ? JsonNode.Parse(_neutral.Of(text)) : JsonValue.Create(text)));
        return isJson ? JsonNode.Parse(text)! : new JsonObject(); // An object is no null.
    }

    private static string FormOf(string json) => QueryHelpers.AddQueryString(
        "", JsonNode.Parse(json)!.AsObject().Select(member => KeyValuePair.Create(member.Key, (string?)member.Value)))[1..]; // A literal.
}
