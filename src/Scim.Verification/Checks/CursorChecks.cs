using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;
using Scim.Verification.Scratch;

namespace Scim.Verification.Checks;

/// <summary>Pages by cursor (RFC 9865).</summary>
internal static class CursorChecks
{
    // More than there are users; a page may be empty.
    private const int MostPages = 10;

    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 9865 §2", "Cursors lead to every user once", WalksAsync) { SkipFor = Needs.Cursor },
        new("RFC 9865 §2.1", "A cursor or a count that makes no sense is refused by its own keyword", RefusesAsync)
        {
            SkipFor = Needs.Cursor,
        },
    ];

    private static async Task WalksAsync(Examination examination)
    {
        var (users, filter) = await CreateAsync(examination);
        var seen = new List<string>();
        var (cursor, pages) = ("", 0);
        Reply page;
        do
        {
            page = await examination.FindAsync(filter, $"&count=2&cursor={Uri.EscapeDataString(cursor)}");
            if (!examination.Status(page, 200)) return;
            if (cursor.Length == 0) examination.Nothing(page, "/previousCursor");
            seen.AddRange(page.Resources.Select(user => JsonPointer.Find(user, "/id")?.ToString() ?? ""));
            cursor = page.Text("/nextCursor") ?? "";
            examination.Expect(cursor.All(IsUnreserved), page, "a cursor of unreserved characters", "others");
        }
        while (cursor.Length > 0 && seen.Count <= users.Count && ++pages < MostPages);
        examination.Expect(
            seen.Count == 3 && seen.ToHashSet().SetEquals(users.Select(user => user.Id)),
            page,
            "each of the 3 users on one of the pages",
            $"{seen.Count} users, {seen.Intersect(users.Select(user => user.Id)).Count()} of them different ones of the 3");
    }

    private static async Task RefusesAsync(Examination examination)
    {
        var (_, filter) = await CreateAsync(examination);
        var next = (await examination.FindAsync(filter, "&count=1&cursor=")).Text("/nextCursor");
        examination.Error(await examination.FindAsync(filter, "&cursor=scim-verify-none"), 400, "invalidCursor");
        examination.Error(await examination.FindAsync(filter, "&count=0&cursor="), 400, "invalidCount");
        if (next is null) return;
        var other = await examination.FindAsync($"{filter} and active eq true", $"&count=1&cursor={Uri.EscapeDataString(next)}");
        examination.Error(other, 400, "invalidCursor");
    }

    private static async Task<(List<ScratchUser> Users, string Filter)> CreateAsync(Examination examination)
    {
        var mark = examination.Names.NewMark();
        var users = new List<ScratchUser>();
        for (var i = 0; i < 3; i++) users.Add(await examination.CreateAsync($$"""{"displayName":"{{mark}}"}"""));
        return (users, $"displayName eq \"{mark}\"");
    }

    private static bool IsUnreserved(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~';
}
