namespace Scim.Testing.Schemas;

/// <summary>A schema of an account's own with an attribute of every simple type and no characteristics that ask for more.</summary>
public static class HobbySchema
{
    /// <summary>Its URN.</summary>
    public const string Urn = "urn:example:params:scim:schemas:extension:hobby:2.0:User";

    /// <summary>Its document (RFC 7643 §7).</summary>
    public const string Document = $$"""
        {
          "id": "{{Urn}}",
          "name": "Hobby",
          "attributes": [
            { "name": "motto", "type": "string" },
            { "name": "slug", "type": "string", "caseExact": true },
            { "name": "member", "type": "boolean" },
            { "name": "points", "type": "integer" },
            { "name": "fee", "type": "decimal" },
            { "name": "joined", "type": "dateTime" },
            { "name": "token", "type": "binary" },
            { "name": "site", "type": "reference", "referenceTypes": ["external"] },
            { "name": "value", "type": "string" }
          ]
        }
        """;
}
