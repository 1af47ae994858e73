namespace Scim.Protocol.Schemas;

/// <summary>The User resource type and the attributes that the product gives a meaning of its own.</summary>
public static class UserResource
{
    /// <summary>The resource type.</summary>
    public static ResourceTypeDefinition Type { get; } =
        new("User", "/Users", "User Account", UserSchema.Definition, UserExtensions.Enterprise, UserExtensions.Talkdesk);

    /// <summary><c>schemas</c></summary>
    public static AttributeDefinition Schemas { get; } = Type.Attributes.Require("schemas");

    /// <summary><c>id</c></summary>
    public static AttributeDefinition Id { get; } = Type.Attributes.Require("id");

    /// <summary><c>externalId</c></summary>
    public static AttributeDefinition ExternalId { get; } = Type.Attributes.Require("externalId");

    /// <summary><c>userName</c></summary>
    public static AttributeDefinition UserName { get; } = Type.Attributes.Require("userName");

    /// <summary><c>name</c></summary>
    public static AttributeDefinition Name { get; } = Type.Attributes.Require("name");

    /// <summary><c>name.givenName</c></summary>
    public static AttributeDefinition GivenName { get; } = Name.SubAttributes.Require("givenName");

    /// <summary><c>name.familyName</c></summary>
    public static AttributeDefinition FamilyName { get; } = Name.SubAttributes.Require("familyName");

    /// <summary><c>displayName</c></summary>
    public static AttributeDefinition DisplayName { get; } = Type.Attributes.Require("displayName");

    /// <summary><c>active</c></summary>
    public static AttributeDefinition Active { get; } = Type.Attributes.Require("active");

    /// <summary><c>password</c></summary>
    public static AttributeDefinition Password { get; } = Type.Attributes.Require("password");

    /// <summary><c>emails</c></summary>
    public static AttributeDefinition Emails { get; } = Type.Attributes.Require("emails");

    /// <summary><c>emails.value</c></summary>
    public static AttributeDefinition EmailValue { get; } = Emails.SubAttributes.Require("value");

    /// <summary><c>emails.type</c></summary>
    public static AttributeDefinition EmailType { get; } = Emails.SubAttributes.Require("type");

    /// <summary><c>emails.primary</c></summary>
    public static AttributeDefinition EmailPrimary { get; } = Emails.SubAttributes.Require("primary");

    /// <summary><c>roles</c></summary>
    public static AttributeDefinition Roles { get; } = Type.Attributes.Require("roles");

    /// <summary><c>meta</c></summary>
    public static AttributeDefinition Meta { get; } = Type.Attributes.Require("meta");

    /// <summary>True for <c>name</c> and the parts of it that only an account with <see cref="NameRule.Required"/> wants.</summary>
    internal static bool IsPartOfNameRule(AttributeDefinition attribute) =>
        attribute == GivenName || attribute == FamilyName || attribute.SubAttributes == Name.SubAttributes;
}
