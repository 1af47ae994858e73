using System.Text;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests;

/// <summary>Users made from their JSON, all attributes included.</summary>
internal static class SampleUser
{
    public const string Json =
        """
        {
          "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
          "id": "0190",
          "externalId": "Ext-1",
          "userName": "Ada@Example.com",
          "name": { "givenName": "Ada", "familyName": "O'Malley", "formatted": "Ada \"A\" O'Malley" },
          "nickName": "true",
          "profileUrl": "https://example.com/Ada",
          "userType": "Employee",
          "active": true,
          "password": "kept by no service",
          "emails": [
            { "value": "ada@home.example", "type": "home" },
            { "value": "ada@work.example", "type": "work", "primary": true },
            { "value": "ada@example.org" }
          ],
          "x509Certificates": [{ "value": "AAAA" }],
          "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "employeeNumber": "701984",
            "department": "Engines",
            "manager": { "value": "m-1", "displayName": "Charles" }
          },
          "meta": { "resourceType": "User", "created": "2026-01-01T00:00:00Z", "lastModified": "2026-05-13T04:42:34Z" }
        }
        """;

    public static ComplexValue Ada { get; } = From(Json);

    public static ComplexValue From(string json) => ResourceReader.ReadStored(Encoding.UTF8.GetBytes(json), UserType.Default);
}
