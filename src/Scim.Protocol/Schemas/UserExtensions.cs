namespace Scim.Protocol.Schemas;

/// <summary>The schema extensions of the User.</summary>
public static class UserExtensions
{
    /// <summary>The enterprise extension (RFC 7643 §4.3).</summary>
    public static SchemaDefinition Enterprise { get; } = new(
        SchemaUris.EnterpriseUser,
        "EnterpriseUser",
        "Enterprise User",
        new AttributeSet(
            Text("employeeNumber", "The number that the organisation gave the user."),
            Text("costCenter", "The cost centre."),
            Text("organization", "The organisation."),
            Text("division", "The division."),
            Text("department", "The department."),
            new("manager", AttributeType.Complex, "The user's manager.")
            {
                SubAttributes = new AttributeSet(
                    new("value", AttributeType.String, "The id of the manager.") { CaseExact = true },
                    new("$ref", AttributeType.Reference, "The manager's URI.") { CaseExact = true, ReferenceTypes = ["User"] },
                    new("displayName", AttributeType.String, "The manager's name.") { Mutability = Mutability.ReadOnly }),
            }));

    /// <summary>Roles and teams of the contact-centre product.</summary>
    public static SchemaDefinition Talkdesk { get; } = new(
        SchemaUris.TalkdeskUser,
        "TalkdeskUser",
        "Roles and teams",
        new AttributeSet(
            Text("rolesString", "The names of the user's roles, separated by semicolons, such as \"Agent;Supervisor\"."),
            Text("teamsString", "The names of the user's teams, separated by semicolons.")));

    /// <summary>The extension of that URN, compared without case; null if it is none of these.</summary>
    public static SchemaDefinition? Find(string? urn) => new[] { Enterprise, Talkdesk }
        .FirstOrDefault(schema => schema.Id.Equals(urn, StringComparison.OrdinalIgnoreCase));

    private static AttributeDefinition Text(string name, string description) => new(name, AttributeType.String, description);
}
