using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Resilience.Tests.Isolation;

/// <summary>Users named in filters, and lists gone on with by another's cursor.</summary>
internal static class ListCases
{
    private const string InvalidCursor = "\"scimType\":\"invalidCursor\"";

    /// <summary>Filters that only another account's user meets.</summary>
    private static readonly (string Name, Func<Thing, string> Filter)[] Filters =
    [
        ("id", thing => $"id eq \"{thing.Id}\""),
        ("userName", thing => $"userName eq \"{thing.UserName}\""),
        ("userName in capitals", thing => $"userName eq \"{thing.UserName.ToUpperInvariant()}\""),
        ("externalId", thing => $"externalId eq \"{thing.ExternalId}\""),
        ("any e-mail", thing => $"emails.value eq \"{thing.Email}\""),
        ("an e-mail of a type", thing => $"emails[type eq \"work\"].value eq \"{thing.Email}\""),
        ("an e-mail in brackets", thing => $"emails[type eq \"work\" and value eq \"{thing.Email}\"]"),
        ("displayName", thing => $"displayName eq \"{thing.DisplayName}\""),
        ("the begin of userName", thing => $"userName sw \"{thing.UserName[..20]}\""),
        ("version", thing => $"meta.version eq {JsonSerializer.Serialize(thing.Version)}"),
        ("id and userName", thing => $"id eq \"{thing.Id}\" and userName eq \"{thing.UserName}\""),
        ("externalId or e-mail", thing => $"externalId eq \"{thing.ExternalId}\" or emails.value eq \"{thing.Email}\""),
        ("userName and activity", thing => $"active eq true and userName eq \"{thing.UserName}\""),
    ];

    /// <summary>Queries of lists that go over several pages.</summary>
    private static readonly string[] Lists =
        ["", "filter=active%20eq%20true", "sortBy=userName", "filter=active%20eq%20true&sortBy=displayName&sortOrder=descending"];

    private static readonly string[] SearchPaths = ["/Users/.search", "/.search"];

    public static IEnumerable<IsolationCase> All =>
    [
        .. Filters.SelectMany(filter => new[] { "", "&sortBy=userName", "&cursor=&count=5", "&attributes=userName&startIndex=2" }.Select(
            more => Found($"Listed by {filter.Name}{more}", (thing, sender) => sender.Scim(
                "GET", $"/Users?filter={Uri.EscapeDataString(filter.Filter(thing))}{more}")))),
        .. Filters.SelectMany(filter => SearchPaths.SelectMany(path => new[] { "", ""","sortBy":"userName" """ }.Select(
            more => Found($"Searched at {path} by {filter.Name}{more}", (thing, sender) => sender.Scim(
                "POST",
                path,
                $$"""{"schemas":["{{SchemaUris.SearchRequest}}"],"filter":"""
                + $$"""{{JsonSerializer.Serialize(filter.Filter(thing))}}{{more}} }"""))))),
        new("Listed by another userName", 200, (thing, sender) => sender.Scim(
            "GET", $"/Users?filter={Uri.EscapeDataString($"not (userName eq \"{thing.UserName}\")")}")) { Says = "\"totalResults\":2" },
        .. Lists.Select(list => new IsolationCase($"The list of '{list}' is gone on with", 400, (thing, sender) => sender.Scim(
            "GET", $"/Users?{list}&cursor={thing.Cursor}")) { Lists = list, Says = InvalidCursor }),
        new("A list is gone on with by a cursor of a count", 400, (thing, sender) => sender.Scim(
            "GET", $"/Users?cursor={thing.Cursor}&count=1")) { Lists = "", Says = InvalidCursor },
        new("A search of users is gone on with", 400, (thing, sender) => sender.Scim(
            "POST", "/Users/.search", $$"""{"schemas":["{{SchemaUris.SearchRequest}}"],"cursor":"{{thing.Cursor}}"}"""))
        {
            Lists = "",
            Says = InvalidCursor,
        },
        new("A search of all is gone on with", 400, (thing, sender) => sender.Scim(
            "POST", "/.search", $$"""{"schemas":["{{SchemaUris.SearchRequest}}"],"filter":"active eq true","cursor":"{{thing.Cursor}}"}"""))
            { Lists = "filter=active%20eq%20true", Says = InvalidCursor },
    ];

    private static IsolationCase Found(string name, Func<Thing, Sender, RawRequest> request) =>
        new(name.TrimEnd(), 200, request) { Says = "\"totalResults\":0" };
}
