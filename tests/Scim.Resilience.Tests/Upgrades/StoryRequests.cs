using Scim.Protocol.Schemas;
using Scim.Testing.Schemas;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>The bodies of the requests of a <see cref="RowStory"/>.</summary>
internal static class StoryRequests
{
    /// <summary>The URN of a schema that the account loses again.</summary>
    public const string DeskUrn = "urn:example:params:scim:schemas:extension:desk:2.0:User";

    /// <summary>The document of that schema.</summary>
    public const string DeskDocument = $$"""{"id":"{{DeskUrn}}","attributes":[{"name":"desk"}]}""";

    /// <summary>A user with values of every schema, of every type of attribute.</summary>
    public const string Ada = $$"""
        {
          "schemas": ["{{SchemaUris.User}}"],
          "userName": "Ada@example.com",
          "externalId": "e1",
          "name": { "givenName": "Ada", "familyName": "Lovelace", "formatted": "Ada Lovelace" },
          "displayName": "Ada",
          "title": "Analyst",
          "locale": "en-GB",
          "active": true,
          "emails": [
            { "value": "ada@example.com", "type": "work", "primary": true },
            { "value": "ada@home.example.com", "type": "home" }
          ],
          "phoneNumbers": [{ "value": "+44 20 7946 0000", "type": "work" }],
          "addresses": [{ "streetAddress": "12 St James's Square", "locality": "London", "type": "work" }],
          "roles": [{ "value": "analyst" }],
          "{{SchemaUris.EnterpriseUser}}": {
            "employeeNumber": "1", "department": "Analysis", "manager": { "value": "01900000-0000-7000-8000-000000000000" }
          },
          "{{SchemaUris.TalkdeskUser}}": { "rolesString": "Agent;Supervisor", "teamsString": "One" },
          "{{HobbySchema.Urn}}": {
            "motto": "More", "slug": "More", "member": true, "points": 7, "fee": 1.5, "joined": "2026-01-01T00:00:00Z", "token": "AAEC",
            "site": "https://example.com/ada"
          },
          "{{DeskUrn}}": { "desk": "D1" }
        }
        """;

    /// <summary>A user with no address but that of the name.</summary>
    public const string Grace = """
        {"userName":"grace@example.com","externalId":"e2","name":{"givenName":"Grace","familyName":"Hopper"}}
        """;

    /// <summary>What replaces that user.</summary>
    public const string Replacement = """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
          "userName": "grace@example.com",
          "externalId": "e2",
          "name": { "givenName": "Grace", "familyName": "Murray" },
          "displayName": "Amazing",
          "active": true
        }
        """;

    /// <summary>A bulk request that creates that user.</summary>
    public const string BulkOfGrace = $$"""
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
          "Operations": [{ "method": "POST", "path": "/Users", "bulkId": "b", "data": {{Grace}} }]
        }
        """;

    /// <summary>A user who wants a licence.</summary>
    public static string Person(string name) =>
        $$"""{"userName":"{{name}}@example.com","name":{"givenName":"{{name}}","familyName":"One"},"active":true}""";

    /// <summary>A PATCH that gives an attribute a value, which is JSON.</summary>
    public static string Change(string attribute, string value) => $$"""
        {
          "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
          "Operations": [{ "op": "replace", "path": "{{attribute}}", "value": {{value}} }]
        }
        """;
}
