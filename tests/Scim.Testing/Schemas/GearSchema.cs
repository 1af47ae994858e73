namespace Scim.Testing.Schemas;

/// <summary>A schema of an account's own with complex attributes and no characteristics that ask for more.</summary>
public static class GearSchema
{
    /// <summary>Its URN.</summary>
    public const string Urn = "urn:example:params:scim:schemas:extension:gear:1.0:User";

    /// <summary>Its document (RFC 7643 §7).</summary>
    public const string Document = $$"""
        {
          "id": "{{Urn}}",
          "name": "Gear",
          "attributes": [
            {
              "name": "tools", "type": "complex", "multiValued": true,
              "subAttributes": [
                { "name": "value", "type": "string" },
                { "name": "display", "type": "string" },
                { "name": "type", "type": "string" },
                { "name": "primary", "type": "boolean" }
              ]
            },
            {
              "name": "visits", "type": "complex", "multiValued": true,
              "subAttributes": [
                { "name": "city", "type": "string" },
                { "name": "days", "type": "integer" },
                { "name": "paid", "type": "boolean" },
                { "name": "begun", "type": "dateTime" }
              ]
            },
            {
              "name": "seat", "type": "complex",
              "subAttributes": [
                { "name": "room", "type": "string" },
                { "name": "floor", "type": "integer" },
                { "name": "width", "type": "decimal" }
              ]
            }
          ]
        }
        """;
}
