namespace Scim.Operations.Connectors;

/// <summary>The users that OneLogin sends, as <c>docs/connect/onelogin.md</c> has them.</summary>
internal static class OneLoginTemplate
{
    public const string Text =
        """
        {
          "schemas": [
            "urn:ietf:params:scim:schemas:core:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User"
          ],
          "userName": "{$parameters.scimusername}",
          "externalId": "{$user.id}",
          "name": { "givenName": "{$user.firstname}", "familyName": "{$user.lastname}" },
          "displayName": "{$user.display_name}",
          "title": "{$parameters.title}",
          "emails": [{ "value": "{$user.email}", "type": "work", "primary": true }],
          "phoneNumbers": [{ "value": "{$user.phone}", "type": "work" }],
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "department": "{$parameters.department}",
            "manager": { "value": "{$parameters.external_manager_id}" }
          },
          "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User": {
            "rolesString": "{$parameters.roles}",
            "teamsString": "{$parameters.teams}"
          }
        }
        """;
}
