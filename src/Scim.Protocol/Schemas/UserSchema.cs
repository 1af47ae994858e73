using static Scim.Protocol.Schemas.AttributeType;

namespace Scim.Protocol.Schemas;

/// <summary>The core User schema, the attribute tables of RFC 7643 §4.1 and §8.7.1 as data.</summary>
public static class UserSchema
{
    /// <summary>The schema.</summary>
    public static SchemaDefinition Definition { get; } = new(SchemaUris.User, "User", "User Account", new AttributeSet(
        new("userName", AttributeType.String, "The name by which the user signs in, normally the e-mail address.")
        {
            Required = true,
            Uniqueness = Uniqueness.Server,
        },
        new("name", Complex, "The parts of the user's name.") { Required = true, SubAttributes = Name() },
        Text("displayName", "The name shown to others."),
        Text("nickName", "The casual name."),
        new("profileUrl", Reference, "The URI of the user's profile page.") { CaseExact = true, ReferenceTypes = ["external"] },
        Text("title", "The user's title, such as \"Vice President\"."),
        Text("userType", "The relation to the organisation, such as \"Employee\"."),
        Text("preferredLanguage", "The preferred languages, as in Accept-Language."),
        Text("locale", "The locale for currency, dates and numbers, such as \"en-US\"."),
        Text("timezone", "The time zone, such as \"America/Los_Angeles\"."),
        new("active", AttributeType.Boolean, "Whether the user may sign in. An active user holds a licence."),
        new("password", AttributeType.String, "Accepted and not stored.")
        {
            CaseExact = true,
            Mutability = Mutability.WriteOnly,
            Returned = Returned.Never,
        },
        new("emails", Complex, "E-mail addresses.")
        {
            MultiValued = true,
            KeepsEmpty = true,
            SubAttributes = Entry(AttributeType.String, ["work", "home", "other"]),
        },
        Plural("phoneNumbers", "Telephone numbers.", AttributeType.String, "work", "home", "mobile", "fax", "pager", "other"),
        Plural("ims", "Instant messaging addresses.", AttributeType.String, "aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
        Plural("photos", "URIs of photos.", Reference, "photo", "thumbnail"),
        new("addresses", Complex, "Postal addresses.") { MultiValued = true, SubAttributes = Address() },
        new("groups", Complex, "The groups to which the user belongs.")
        {
            MultiValued = true,
            Mutability = Mutability.ReadOnly,
            SubAttributes = Group(),
        },
        Plural("entitlements", "What the user is entitled to.", AttributeType.String),
        Plural("roles", "The user's roles.", AttributeType.String),
        Plural("x509Certificates", "Certificates, each as base64 of its DER form.", Binary)));

    private static AttributeSet Name() => new(
        Text("formatted", "The full name, formatted for display."),
        Text("familyName", "The family name.", required: true),
        Text("givenName", "The given name.", required: true),
        Text("middleName", "The middle names."),
        Text("honorificPrefix", "The prefix, such as \"Ms.\"."),
        Text("honorificSuffix", "The suffix, such as \"III\"."));

    private static AttributeSet Address() => new(
        Text("formatted", "The full address, formatted for display."),
        Text("streetAddress", "Street, house number and the like."),
        Text("locality", "The city or locality."),
        Text("region", "The state or region."),
        Text("postalCode", "The postal code."),
        Text("country", "The country, as an ISO 3166-1 alpha-2 code."),
        TypeLabel(["work", "home", "other"]),
        Primary());

    private static AttributeSet Group() => new(
        new("value", AttributeType.String, "The group's id.") { Mutability = Mutability.ReadOnly, CaseExact = true },
        new("$ref", Reference, "The group's URI.")
        {
            Mutability = Mutability.ReadOnly,
            CaseExact = true,
            ReferenceTypes = ["User", "Group"],
        },
        new("display", AttributeType.String, "The group's name.") { Mutability = Mutability.ReadOnly },
        new("type", AttributeType.String, "How the user belongs to the group.")
        {
            Mutability = Mutability.ReadOnly,
            CanonicalValues = ["direct", "indirect"],
        });

    /// <summary>A multi-valued attribute with the default sub-attributes of RFC 7643 §2.4.</summary>
    private static AttributeDefinition Plural(string name, string description, AttributeType valueType, params string[] types) =>
        new(name, Complex, description)
        {
            MultiValued = true,
            SubAttributes = Entry(valueType, types),
        };

    private static AttributeSet Entry(AttributeType valueType, string[] types) => new(
        new("value", valueType, "The value itself.")
        {
            CaseExact = valueType is Reference or Binary,
            ReferenceTypes = valueType is Reference ? ["external"] : [],
        },
        Text("display", "The value as shown to people."),
        TypeLabel(types),
        Primary());

    private static AttributeDefinition TypeLabel(string[] types) =>
        new("type", AttributeType.String, "What the value is for.") { CanonicalValues = types };

    private static AttributeDefinition Primary() =>
        new("primary", AttributeType.Boolean, "Whether this is the preferred value; at most one is.");

    private static AttributeDefinition Text(string name, string description, bool required = false) =>
        new(name, AttributeType.String, description) { Required = required };
}
