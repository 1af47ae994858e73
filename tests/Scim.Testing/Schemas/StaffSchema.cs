namespace Scim.Testing.Schemas;

/// <summary>A schema of an account's own with every type and characteristic, each in an attribute without sub-attributes.</summary>
public static class StaffSchema
{
    /// <summary>Its URN.</summary>
    public const string Urn = "urn:example:params:scim:schemas:extension:staff:2.0:User";

    /// <summary>Its document (RFC 7643 §7).</summary>
    public const string Document = $$"""
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
          "id": "{{Urn}}",
          "name": "Staff",
          "description": "What the personnel department knows of a user.",
          "attributes": [
            { "name": "badge", "type": "string", "required": true, "caseExact": true, "mutability": "immutable" },
            { "name": "alias", "type": "string", "description": "The name that others call the user by." },
            { "name": "code", "type": "string", "caseExact": true },
            { "name": "remote", "type": "boolean" },
            { "name": "grade", "type": "integer" },
            { "name": "quota", "type": "decimal" },
            { "name": "hired", "type": "dateTime" },
            { "name": "stamp", "type": "binary" },
            { "name": "handbook", "type": "reference", "referenceTypes": ["external"] },
            { "name": "site", "type": "string", "canonicalValues": ["Lisbon", "Porto"] },
            { "name": "band", "type": "string", "caseExact": true, "canonicalValues": ["A1", "b2"] },
            { "name": "tags", "type": "string", "multiValued": true },
            { "name": "levels", "type": "integer", "multiValued": true },
            { "name": "rates", "type": "decimal", "multiValued": true },
            { "name": "shifts", "type": "dateTime", "multiValued": true },
            { "name": "marks", "type": "binary", "multiValued": true },
            { "name": "links", "type": "reference", "multiValued": true, "referenceTypes": ["uri"] },
            { "name": "votes", "type": "boolean", "multiValued": true },
            { "name": "zones", "type": "string", "multiValued": true, "canonicalValues": ["east", "west"] },
            { "name": "score", "type": "integer", "mutability": "readOnly" },
            { "name": "pin", "type": "string", "mutability": "writeOnly", "returned": "never" },
            { "name": "note", "type": "string", "returned": "never" },
            { "name": "locker", "type": "string", "returned": "request" },
            { "name": "unit", "type": "string", "returned": "always" },
            { "name": "value", "type": "string", "description": "An attribute of this name stands in entries elsewhere." }
          ]
        }
        """;
}
