using System.Globalization;
using System.Text.Json;
using Bogus;
using Scim.Protocol.Schemas;

namespace Scim.Operations.Importing;

/// <summary>Invented people of an invented company.</summary>
internal sealed class FakeUsers
{
    private const float Active = 0.95f;
    private static readonly string[] Departments = ["Support", "Sales", "Engineering", "Finance", "Operations", "People"];
    private static readonly string[] Roles = ["Agent", "Agent;Supervisor", "Administrator", "Agent;Reporting"];
    private static readonly string[] Teams = ["Billing", "Onboarding", "Billing;Escalations", "Night shift"];

    private readonly Faker _faker = new();

    /// <summary>The body that would create a user.</summary>
    /// <param name="number">Makes its <c>userName</c> unlike any other's.</param>
    public JsonElement Next(int number)
    {
        var (given, family) = (_faker.Name.FirstName(), _faker.Name.LastName());
        var mailbox = string.Create(CultureInfo.InvariantCulture, $"{Letters(given)}.{Letters(family)}.{number}");
        return JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["userName"] = $"{mailbox}@example.com",
            ["externalId"] = _faker.Random.Guid(),
            ["name"] = new { givenName = given, familyName = family },
            ["displayName"] = $"{given} {family}",
            ["title"] = _faker.Name.JobTitle(),
            ["active"] = _faker.Random.Bool(Active),
            ["locale"] = "en-US",
            ["emails"] = new[]
            {
                new { value = $"{mailbox}@example.com", type = "work", primary = true },
                new { value = $"{mailbox}@example.net", type = "home", primary = false },
            },
            ["phoneNumbers"] = new[] { new { value = _faker.Random.Replace("+1-555-01##-###"), type = "work" } },
            ["addresses"] = new[] { new { type = "work", locality = _faker.Address.City(), country = _faker.Address.CountryCode() } },
            [SchemaUris.EnterpriseUser] = new
            {
                employeeNumber = number.ToString(CultureInfo.InvariantCulture),
                department = _faker.PickRandom(Departments),
            },
            [SchemaUris.TalkdeskUser] = new { rolesString = _faker.PickRandom(Roles), teamsString = _faker.PickRandom(Teams) },
        });
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant();
}
