using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;
using Scim.Verification.Scratch;

namespace Scim.Verification.Checks;

/// <summary>Pages by index, and their order (RFC 7644 §3.4.2.3, §3.4.2.4).</summary>
internal static class PagingChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.4.2.4", "Pages have every user once, and count all of them", PagesAsync)
        {
            Connectors = [Connectors.Entra, Connectors.Okta],
            SkipFor = Needs.Index,
        },
        new("RFC 7644 §3.4.2.4", "A startIndex below 1 is 1, a count below 0 is 0, and a count of 0 only counts", EdgesAsync)
        {
            SkipFor = Needs.Index,
        },
        new("RFC 7644 §3.4.2.3", "Users are sorted as is asked", SortsAsync) { SkipFor = Needs.Sort },
    ];

    private static async Task PagesAsync(Examination examination)
    {
        var (users, filter) = await CreateAsync(examination, 5);
        var seen = new List<string>();
        foreach (var start in new[] { 1, 3, 5 })
        {
            var page = await examination.FindAsync(filter, $"&startIndex={start}&count=2");
            if (!examination.Status(page, 200)) return;
            examination.Value(page, "/totalResults", "5");
            examination.Value(page, "/startIndex", $"{start}");
            var count = Math.Min(2, 6 - start);
            examination.Expect(page.Resources.Count == count, page, $"{count} users", $"{page.Resources.Count}");
            seen.AddRange(page.Resources.Select(user => JsonPointer.Find(user, "/id")?.ToString() ?? ""));
        }
        var pages = await examination.FindAsync(filter, "&startIndex=6&count=2");
        examination.Value(pages, "/totalResults", "5");
        examination.Expect(pages.Resources.Count == 0, pages, "nobody behind the last", $"{pages.Resources.Count} users");
        examination.Expect(
            seen.Count == 5 && seen.ToHashSet().SetEquals(users.Select(user => user.Id)),
            pages,
            "each of the 5 users on one of the pages",
            $"{seen.Count} users, {seen.Intersect(users.Select(user => user.Id)).Count()} of them different ones of the 5");
    }

    private static async Task EdgesAsync(Examination examination)
    {
        var (_, filter) = await CreateAsync(examination, 2);
        foreach (var (query, count) in new[] { ("startIndex=0&count=1", 1), ("startIndex=-3&count=1", 1), ("count=0", 0), ("count=-1", 0) })
        {
            var page = await examination.FindAsync(filter, $"&{query}");
            if (!examination.Status(page, 200)) continue;
            examination.Value(page, "/totalResults", "2");
            examination.Expect(page.Resources.Count == count, page, $"{count} users", $"{page.Resources.Count}");
            if (page.At("/startIndex") is not null) examination.Value(page, "/startIndex", "1");
        }
    }

    private static async Task SortsAsync(Examination examination)
    {
        var mark = $"{examination.Names.Prefix}{examination.Names.NewMark()}";
        var filter = $"displayName sw \"{mark}\"";
        var b = await CreateAsync(examination, mark, "b", "\"externalId\":\"b\",\"nickName\":\"B\"", "m");
        var a = await CreateAsync(examination, mark, "A", "\"externalId\":\"A\",\"nickName\":\"a\"", "z");
        var c = await CreateAsync(examination, mark, "C", "\"externalId\":\"C\"", "a");
        foreach (var (query, order) in new (string, ScratchUser[])[]
        {
            ("sortBy=displayName", [a, b, c]),
            ("sortBy=displayName&sortOrder=ascending", [a, b, c]),
            ("sortBy=displayName&sortOrder=descending", [c, b, a]),
            ("sortBy=DISPLAYNAME", [a, b, c]),
            ("sortBy=externalId", [a, c, b]),
            ("sortBy=nickName", [a, b, c]),
            ("sortBy=nickName&sortOrder=descending", [c, b, a]),
            ("sortBy=name.familyName", [c, b, a]),
            ("sortBy=emails.value", [c, b, a]),
            ("sortBy=displayName&startIndex=2&count=1", [b]),
        })
            examination.Users(await examination.FindAsync(filter, $"&{query}"), order, inOrder: true);
    }

    private static Task<ScratchUser> CreateAsync(Examination examination, string mark, string letter, string more, string last) =>
        examination.CreateAsync(
            $$"""
            {
              "displayName":"{{mark}}{{letter}}",{{more}},"name":{"givenName":"Scratch","familyName":"{{last}}"},
              "emails":[
                {"value":"k{{mark}}@example.com","type":"home"},
                {"value":"{{last}}{{mark}}@example.com","type":"work","primary":true}
              ]
            }
            """);

    private static async Task<(List<ScratchUser> Users, string Filter)> CreateAsync(Examination examination, int count)
    {
        var mark = examination.Names.NewMark();
        var users = new List<ScratchUser>();
        for (var i = 0; i < count; i++) users.Add(await examination.CreateAsync($$"""{"displayName":"{{mark}}"}"""));
        return (users, $"displayName eq \"{mark}\"");
    }
}
