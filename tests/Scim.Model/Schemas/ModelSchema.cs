namespace Scim.Model.Schemas;

/// <summary>
/// The user of RFC 7643 §4.1 and §8.7.1, the enterprise extension of §4.3, the one of product.md, and two that only some accounts have.
/// </summary>
internal static class ModelSchema
{
    public const string CoreUrn = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string EnterpriseUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    public const string TalkdeskUrn = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";

    public const string HobbyUrn = "urn:example:params:scim:schemas:extension:hobby:2.0:User";
    public const string GearUrn = "urn:example:params:scim:schemas:extension:gear:1.0:User";

    public static readonly IReadOnlyList<ModelAttribute> Core =
    [
        Text("id", exact: true, readOnly: true),
        Text("schemas", exact: true, readOnly: true, many: true),
        Text("externalId", exact: true),
        Complex("meta", many: false, readOnly: true,
            Text("resourceType", exact: true), Of("created", ModelType.Time), Of("lastModified", ModelType.Time),
            Text("location", exact: true), Text("version", exact: true)),
        Text("userName"),
        Complex("name", many: false, readOnly: false,
            Text("formatted"), Text("familyName"), Text("givenName"), Text("middleName"), Text("honorificPrefix"), Text("honorificSuffix")),
        Text("displayName"),
        Text("nickName"),
        Text("profileUrl", exact: true),
        Text("title"),
        Text("userType"),
        Text("preferredLanguage"),
        Text("locale"),
        Text("timezone"),
        Of("active", ModelType.Boolean),
        Text("password", exact: true),
        Plural("emails", Text("value")),
        Plural("phoneNumbers", Text("value")),
        Plural("ims", Text("value")),
        Plural("photos", Text("value", exact: true)),
        Complex("addresses", many: true, readOnly: false,
            Text("formatted"), Text("streetAddress"), Text("locality"), Text("region"), Text("postalCode"), Text("country"), Text("type"),
            Of("primary", ModelType.Boolean)),
        Complex("groups", many: true, readOnly: true, Text("value"), Text("$ref", exact: true), Text("display"), Text("type")),
        Plural("entitlements", Text("value")),
        Plural("roles", Text("value")),
        Plural("x509Certificates", Of("value", ModelType.Binary)),
    ];

    /// <summary>The extensions by their URN.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<ModelAttribute>> Extensions =
        new Dictionary<string, IReadOnlyList<ModelAttribute>>(StringComparer.OrdinalIgnoreCase)
        {
            [EnterpriseUrn] =
            [
                Text("employeeNumber"), Text("costCenter"), Text("organization"), Text("division"), Text("department"),
                Complex("manager", many: false, readOnly: false,
                    Text("value"), Text("$ref", exact: true), Text("displayName", readOnly: true)),
            ],
            [TalkdeskUrn] = [Text("rolesString"), Text("teamsString")],
            [HobbyUrn] =
            [
                Text("motto"), Text("slug", exact: true), Of("member", ModelType.Boolean), Of("points", ModelType.Integer),
                Of("fee", ModelType.Decimal), Of("joined", ModelType.Time), Of("token", ModelType.Binary), Text("site", exact: true),
                Text("value"),
            ],
            [GearUrn] =
            [
                Plural("tools", Text("value")),
                Complex("visits", many: true, readOnly: false,
                    Text("city"), Of("days", ModelType.Integer), Of("paid", ModelType.Boolean), Of("begun", ModelType.Time)),
                Complex("seat", many: false, readOnly: false, Text("room"), Of("floor", ModelType.Integer), Of("width", ModelType.Decimal)),
            ],
        };

    /// <summary>The extensions that only an account with schemas of its own has.</summary>
    public static readonly IReadOnlyList<string> OwnUrns = [HobbyUrn, GearUrn];

    /// <summary>The extensions of an account.</summary>
    public static IEnumerable<string> ExtensionsOf(bool ownSchemas) => Extensions.Keys.Where(urn => ownSchemas || !OwnUrns.Contains(urn));

    /// <summary>The attributes of a schema; of the core for null.</summary>
    public static IReadOnlyList<ModelAttribute> Of(string? urn) => urn is null ? Core : Extensions[urn];

    public static ModelAttribute? Find(string? urn, string name) =>
        Of(urn).FirstOrDefault(attribute => attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static ModelAttribute Text(string name, bool exact = false, bool readOnly = false, bool many = false) =>
        new(name, ModelType.Text, many, exact, readOnly, []);

    private static ModelAttribute Of(string name, ModelType type) => new(name, type, false, false, false, []);

    private static ModelAttribute Complex(string name, bool many, bool readOnly, params ModelAttribute[] subs) =>
        new(name, ModelType.Complex, many, false, readOnly, subs);

    private static ModelAttribute Plural(string name, ModelAttribute value) =>
        Complex(name, many: true, readOnly: false, value, Text("display"), Text("type"), Of("primary", ModelType.Boolean));
}
