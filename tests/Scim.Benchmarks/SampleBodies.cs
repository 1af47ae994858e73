using System.Globalization;
using System.Text;

namespace Scim.Benchmarks;

/// <summary>The users of every measurement, by their number: as large as those that Entra ID provisions, and all of one size.</summary>
internal static class SampleBodies
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>The id of a user; higher numbers have higher ids.</summary>
    public static string Id(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"0199{number >> 16:x4}-{number & 0xffff:x4}-7000-8000-000000000000");

    public static string UserName(int number) => string.Create(CultureInfo.InvariantCulture, $"user{number:D6}@example.com");

    public static string ExternalId(int number) => string.Create(CultureInfo.InvariantCulture, $"external-{number:D6}");

    public static string Email(int number) => string.Create(CultureInfo.InvariantCulture, $"home{number:D6}@example.org");

    /// <summary>The body of a POST or PUT.</summary>
    /// <param name="number">The user.</param>
    /// <param name="title">Its title.</param>
    public static string Body(int number, string title) => $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","{{Enterprise}}"],
        "externalId":"{{ExternalId(number)}}","userName":"{{UserName(number)}}","active":true,"displayName":"Ada {{number:D6}} Lovelace",
        "title":"{{title}}","preferredLanguage":"en-GB","timezone":"Europe/London",
        "name":{"formatted":"Ada Lovelace","givenName":"Ada","familyName":"Lovelace"},
        "emails":[{"primary":true,"type":"work","value":"{{UserName(number)}}"},{"type":"home","value":"{{Email(number)}}"}],
        "phoneNumbers":[{"type":"work","value":"+44 20 7946 0001"},{"type":"mobile","value":"+44 7700 900001"}],
        "addresses":[{"type":"work","streetAddress":"12 St James's Square","locality":"London","postalCode":"SW1Y 4JH","country":"GB"}],
        "{{Enterprise}}":{"employeeNumber":"{{number:D6}}","manager":{"value":"7"},"department":"Engines"},
        "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User":{"rolesString":"Agent;Supervisor","teamsString":"London"}
        }
        """;

    /// <summary>A PATCH body as Entra ID sends it.</summary>
    public static string Patch(string title) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":"""
        + $$"""[{"op":"Replace","path":"title","value":"{{title}}"}]}""";

    /// <summary>The same as UTF-8.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
