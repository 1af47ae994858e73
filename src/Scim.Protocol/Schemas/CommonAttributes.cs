namespace Scim.Protocol.Schemas;

/// <summary>The attributes that every resource has (RFC 7643 §3 and §3.1).</summary>
internal static class CommonAttributes
{
    public static IEnumerable<AttributeDefinition> Leading() =>
    [
        new("schemas", AttributeType.Reference, "The URNs of the schemas in use.")
        {
            MultiValued = true, Required = true, CaseExact = true, Returned = Returned.Always, ReferenceTypes = ["uri"],
        },
        new("id", AttributeType.String, "The identifier that the service issued.")
        {
            CaseExact = true, Mutability = Mutability.ReadOnly, Returned = Returned.Always, Uniqueness = Uniqueness.Server,
        },
        new("externalId", AttributeType.String, "The identifier that the client uses.") { CaseExact = true },
    ];

    public static AttributeDefinition Meta() =>
        new("meta", AttributeType.Complex, "Metadata that the service keeps.")
        {
            Mutability = Mutability.ReadOnly,
            SubAttributes = new AttributeSet(
                ReadOnly("resourceType", AttributeType.String, "The name of the resource type.", caseExact: true),
                ReadOnly("created", AttributeType.DateTime, "When the resource was created."),
                ReadOnly("lastModified", AttributeType.DateTime, "When the resource was last changed."),
                ReadOnly("location", AttributeType.Reference, "The resource's URI.", caseExact: true),
                ReadOnly("version", AttributeType.String, "The resource's version, equal to its ETag.", caseExact: true)),
        };

    private static AttributeDefinition ReadOnly(string name, AttributeType type, string description, bool caseExact = false) =>
        new(name, type, description) { Mutability = Mutability.ReadOnly, CaseExact = caseExact };
}
