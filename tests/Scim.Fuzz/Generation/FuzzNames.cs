using Scim.Protocol.Schemas;

namespace Scim.Fuzz.Generation;

/// <summary>FuzzNames and paths of attributes, of this service and of none.</summary>
internal static class FuzzNames
{
    public const string User = SchemaUris.User;
    public const string Enterprise = SchemaUris.EnterpriseUser;
    public const string Talkdesk = SchemaUris.TalkdeskUser;

    private static readonly string[] Simple =
    [
        "userName", "externalId", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone",
        "active", "password", "id", "schemas", "department", "costCenter", "rolesString", "manager",
    ];

    private static readonly string[] Multi =
        ["emails", "phoneNumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509Certificates", "groups"];

    private static readonly string[] Sub =
        ["value", "type", "primary", "display", "$ref", "formatted", "locality", "country", "shoe", "givenName"];

    private static readonly string[] Nested =
    [
        "name", "name.givenName", "name.familyName", "name.formatted", "meta", "meta.created", "meta.lastModified", "meta.version",
        "meta.location", "meta.resourceType", User + ":userName", User + ":name.familyName", User, Enterprise, Enterprise + ":department",
        Enterprise + ":manager", Enterprise + ":manager.value", Enterprise + ".employeeNumber", Enterprise + ":manager.displayName",
        Talkdesk,
        Talkdesk + ":rolesString", Talkdesk + ".teamsString", "urn:other:1.0:Thing", "urn:other:1.0:Thing:x", "shoe", "name.shoe", "",
        ".", "a..b", "emails.", "emails.value.x", "1", "-", "urn:", "urn:ietf:params:scim:schemas:core:2.0:Group:members", "💥",
    ];

    /// <summary>An attribute or a part of one, by its name or path.</summary>
    public static string Path(Dice dice)
    {
        var name = dice.Weighted<string>(
            (4, d => d.Pick(Simple)), (4, d => $"{d.Pick(Multi)}.{d.Pick(Sub)}"), (3, d => d.Pick(Multi)), (4, d => d.Pick(Nested)));
        return dice.Chance(10) ? (dice.Chance(50) ? name.ToUpperInvariant() : name.ToLowerInvariant()) : name;
    }

    /// <summary>An attribute with values.</summary>
    public static string List(Dice dice) => dice.Pick(Multi);

    /// <summary>A part of a value.</summary>
    public static string Part(Dice dice) => dice.Pick(Sub);

    /// <summary>FuzzNames separated by commas.</summary>
    public static string Several(Dice dice) =>
        string.Join(dice.Pick(",", ", ", ",,"), Enumerable.Range(0, dice.Between(1, 4)).Select(_ => Path(dice)));
}
