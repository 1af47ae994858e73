namespace Scim.Resilience.Tests.Isolation;

/// <summary>What the service says of itself, asked about somebody.</summary>
internal static class DiscoveryCases
{
    public static IEnumerable<IsolationCase> All =>
    [
        new(
            "The first page is opened with the id of a user",
            200,
            (thing, sender) => sender.Scim("GET", "") with { Target = $"/?id={thing.Id}" }),
        new("The base is opened with the id of a user", 200, (thing, sender) => sender.Scim("GET", $"?id={thing.Id}")),
        new("A group has the id of a user", 404, (thing, sender) => sender.Scim("GET", $"/Groups/{thing.Id}")),
        new(
            "Groups are filtered by a user",
            200,
            (thing, sender) => sender.Scim("GET", $"/Groups?filter={Uri.EscapeDataString($"members eq \"{thing.Id}\"")}")),
        new("A schema has the id of a user", 404, (thing, sender) => sender.Scim("GET", $"/Schemas/{thing.Id}")),
        new("A schema has the name of an account", 404, (thing, sender) => sender.Scim("GET", $"/Schemas/{thing.Account}")),
        new("A resource type has the id of a user", 404, (thing, sender) => sender.Scim("GET", $"/ResourceTypes/{thing.Id}")),
        new(
            "The description of the interface is asked for with the name of an account",
            200,
            (thing, sender) => sender.Scim("GET", "") with { Target = $"/openapi.json?account={thing.Account}" }),
        .. new[] { "/Schemas", "/ResourceTypes", "/ServiceProviderConfig", "/serviceConfiguration" }.Select(path => new IsolationCase(
            $"{path} is filtered",
            403,
            (thing, sender) => sender.Scim("GET", $"{path}?filter={Uri.EscapeDataString($"id eq \"{thing.Id}\"")}"))),
    ];
}
