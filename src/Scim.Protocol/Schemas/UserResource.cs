namespace Scim.Protocol.Schemas;

/// <summary>
/// The attributes that every user has, whatever the extensions of its account, and those of them that have a meaning here.
/// </summary>
public static class UserResource
{
    /// <summary>
    /// The common attributes (RFC 7643 §3) and those of the core schema (§4.1): the beginning of every <see cref="UserType"/>.
    /// </summary>
    public static AttributeSet Core { get; } = new(
        [.. CommonAttributes.Leading(), .. UserSchema.Definition.Attributes.Select(CopyOf), CommonAttributes.Meta()]);

    /// <summary><c>schemas</c></summary>
    public static AttributeDefinition Schemas { get; } = Core.Require("schemas");

    /// <summary><c>id</c></summary>
    public static AttributeDefinition Id { get; } = Core.Require("id");

    /// <summary><c>externalId</c></summary>
    public static AttributeDefinition ExternalId { get; } = Core.Require("externalId");

    /// <summary><c>userName</c></summary>
    public static AttributeDefinition UserName { get; } = Core.Require("userName");

    /// <summary><c>name</c></summary>
    public static AttributeDefinition Name { get; } = Core.Require("name");

    /// <summary><c>name.givenName</c></summary>
    public static AttributeDefinition GivenName { get; } = Name.SubAttributes.Require("givenName");

    /// <summary><c>name.familyName</c></summary>
    public static AttributeDefinition FamilyName { get; } = Name.SubAttributes.Require("familyName");

    /// <summary><c>displayName</c></summary>
    public static AttributeDefinition DisplayName { get; } = Core.Require("displayName");

    /// <summary><c>active</c></summary>
    public static AttributeDefinition Active { get; } = Core.Require("active");

    /// <summary><c>password</c></summary>
    public static AttributeDefinition Password { get; } = Core.Require("password");

    /// <summary><c>emails</c></summary>
    public static AttributeDefinition Emails { get; } = Core.Require("emails");

    /// <summary><c>emails.value</c></summary>
    public static AttributeDefinition EmailValue { get; } = Emails.SubAttributes.Require("value");

    /// <summary><c>emails.type</c></summary>
    public static AttributeDefinition EmailType { get; } = Emails.SubAttributes.Require("type");

    /// <summary><c>emails.primary</c></summary>
    public static AttributeDefinition EmailPrimary { get; } = Emails.SubAttributes.Require("primary");

    /// <summary><c>roles</c></summary>
    public static AttributeDefinition Roles { get; } = Core.Require("roles");

    /// <summary><c>meta</c></summary>
    public static AttributeDefinition Meta { get; } = Core.Require("meta");

    /// <summary>True for <c>name</c> and the parts of it that only an account with <see cref="NameRule.Required"/> wants.</summary>
    internal static bool IsPartOfNameRule(AttributeDefinition attribute) =>
        attribute == GivenName || attribute == FamilyName || attribute.SubAttributes == Name.SubAttributes;

    /// <summary>An attribute belongs to one set only: that of the schema keeps its own.</summary>
    private static AttributeDefinition CopyOf(AttributeDefinition attribute) =>
        new(attribute.Name, attribute.Type, attribute.Description)
        {
            MultiValued = attribute.MultiValued,
            KeepsEmpty = attribute.KeepsEmpty,
            Required = attribute.Required,
            CaseExact = attribute.CaseExact,
            Mutability = attribute.Mutability,
            Returned = attribute.Returned,
            Uniqueness = attribute.Uniqueness,
            CanonicalValues = attribute.CanonicalValues,
            TakesOnlyCanonical = attribute.TakesOnlyCanonical,
            ReferenceTypes = attribute.ReferenceTypes,
            SubAttributes = attribute.SubAttributes,
        };
}
