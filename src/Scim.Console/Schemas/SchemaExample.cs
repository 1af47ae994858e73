namespace Scim.Console.Schemas;

/// <summary>An example of a schema's document, the same as in docs/operations.md.</summary>
internal static class SchemaExample
{
    /// <summary>The document.</summary>
    public const string Document = """
        {
          "id": "urn:example:params:scim:schemas:extension:acme:2.0:User",
          "name": "Badge",
          "description": "What the gate knows of a person.",
          "attributes": [
            { "name": "badgeNumber", "type": "string", "required": true, "description": "The number on the badge." },
            { "name": "zone", "type": "string", "canonicalValues": ["north", "south"], "description": "Where the gate opens." },
            {
              "name": "keys", "type": "complex", "multiValued": true, "description": "The keys that the person has.",
              "subAttributes": [
                { "name": "value", "type": "string", "required": true, "description": "The key's number." },
                { "name": "until", "type": "dateTime", "description": "When it must be back." }
              ]
            }
          ]
        }
        """;
}
