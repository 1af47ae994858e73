namespace Scim.Testing.Schemas;

/// <summary>A schema of an account's own with complex attributes of every kind.</summary>
public static class AssetsSchema
{
    /// <summary>Its URN.</summary>
    public const string Urn = "urn:example:params:scim:schemas:extension:assets:1.0:User";

    /// <summary>Its document (RFC 7643 §7).</summary>
    public const string Document = $$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
          "id": "{{Urn}}",
          "name": "Assets",
          "description": "What the user was lent.",
          "attributes": [
            {
              "name": "devices", "type": "complex", "multiValued": true, "description": "With all that an entry of the core has.",
              "subAttributes": [
                { "name": "value", "type": "string", "caseExact": true },
                { "name": "display", "type": "string" },
                { "name": "type", "type": "string", "canonicalValues": ["laptop", "phone"] },
                { "name": "primary", "type": "boolean" },
                { "name": "weight", "type": "decimal" }
              ]
            },
            {
              "name": "trips", "type": "complex", "multiValued": true, "description": "Without value, type and primary.",
              "subAttributes": [
                { "name": "city", "type": "string", "required": true },
                { "name": "days", "type": "integer" },
                { "name": "start", "type": "dateTime" },
                { "name": "paid", "type": "boolean" },
                { "name": "budget", "type": "decimal", "returned": "request" }
              ]
            },
            {
              "name": "desk", "type": "complex",
              "subAttributes": [
                { "name": "room", "type": "string" },
                { "name": "floor", "type": "integer" },
                { "name": "key", "type": "string", "mutability": "immutable" },
                { "name": "moved", "type": "dateTime", "mutability": "readOnly" }
              ]
            },
            {
              "name": "keeper", "type": "complex",
              "subAttributes": [
                { "name": "value", "type": "string", "caseExact": true },
                { "name": "$ref", "type": "reference", "referenceTypes": ["User"] },
                { "name": "displayName", "type": "string", "mutability": "readOnly" }
              ]
            },
            {
              "name": "peers", "type": "complex", "multiValued": true,
              "subAttributes": [
                { "name": "value", "type": "string", "caseExact": true },
                { "name": "$ref", "type": "reference", "referenceTypes": ["User"] }
              ]
            },
            {
              "name": "credential", "type": "complex",
              "subAttributes": [
                { "name": "value", "type": "string", "mutability": "writeOnly", "returned": "never" },
                { "name": "hint", "type": "string" }
              ]
            }
          ]
        }
        """;
}
