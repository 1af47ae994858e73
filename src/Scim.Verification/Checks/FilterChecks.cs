using System.Globalization;
using Scim.Verification.Examinations;
using Scim.Verification.Scratch;

namespace Scim.Verification.Checks;

/// <summary>Filters (RFC 7644 §3.4.2.2).</summary>
internal static class FilterChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.4.2.2", "A filter finds whom it describes and nobody else", FindsAsync)
        {
            Connectors = Connectors.Each,
            SkipFor = Needs.Filter,
        },
        new("RFC 7644 §3.4.2.2", "A filter finds values of the enterprise extension", FindsEnterpriseAsync)
        {
            Connectors = [Connectors.Entra],
            SkipFor = claims => Needs.Filter(claims) ?? Needs.EnterpriseUser(claims),
        },
        new("RFC 7644 §3.4.2.2", "A filter that finds nobody is 200 and an empty list", NobodyAsync)
        {
            Connectors = Connectors.Each,
            SkipFor = Needs.Filter,
        },
        new("RFC 7644 §3.4.2.2", "A filter that makes no sense is 400 invalidFilter", NonsenseAsync) { SkipFor = Needs.Filter },
    ];

    /// <summary>
    /// Filters over the three users of <see cref="FindsAsync"/>, and whom each finds. <c>{0}</c>, <c>{1}</c> and <c>{2}</c> are their
    /// marks, <c>{t}</c> is when the first was created, <c>{east}</c> the same instant in another
    /// time zone. Adding a filter is adding a line.
    /// </summary>
    private static readonly (string Filter, string Finds)[] Filters =
    [
        ("userName eq \"{0}@example.com\"", "0"),
        ("USERNAME Eq \"{0}@EXAMPLE.com\"", "0"),
        ("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"{1}@example.com\"", "1"),
        ("externalId eq \"X{0}\"", "0"),
        ("externalId eq \"x{0}\"", ""),
        ("displayName eq \"alpha\"", "0"),
        ("displayName ne \"alpha\"", "12"),
        ("nickName ne \"nick\"", "02"),
        ("displayName co \"ET\"", "1"),
        ("displayName sw \"al\"", "0"),
        ("displayName ew \"A\"", "012"),
        ("displayName ew \"mma\"", "2"),
        ("nickName pr", "1"),
        ("not (nickName pr)", "02"),
        ("emails pr", "012"),
        ("phoneNumbers pr", ""),
        ("emails[type eq \"work\"]", "01"),
        ("not (nickName eq \"nick\")", "02"),
        ("displayName gt \"beta\"", "2"),
        ("displayName ge \"beta\"", "12"),
        ("displayName lt \"beta\"", "0"),
        ("displayName le \"beta\"", "01"),
        ("meta.created ge \"{t}\"", "012"),
        ("meta.created eq \"{east}\" and displayName eq \"alpha\"", "0"),
        ("meta.lastModified lt \"{t}\"", ""),
        ("active eq false", "1"),
        ("active eq true", "02"),
        ("title eq \"say \\\"so\\\"\"", "2"),
        ("displayName eq \"alpha\" or displayName eq \"beta\" and nickName eq \"none\"", "0"),
        ("(displayName eq \"alpha\" or displayName eq \"beta\") AND nickName eq \"nick\"", "1"),
        ("name.familyName eq \"second\"", "1"),
        ("emails.value eq \"home-{0}@example.com\"", "0"),
        ("emails[type eq \"work\" and value co \"work-\"]", "01"),
        ("emails[type eq \"work\" and value sw \"home-\"]", ""),
        ("emails[type eq \"home\"].value eq \"home-{0}@example.com\"", "0"),
        ("id eq \"{id}\"", "0"),
    ];

    private static async Task FindsAsync(Examination examination)
    {
        var marks = Enumerable.Range(0, 3).Select(_ => $"{examination.Names.Prefix}{examination.Names.NewMark()}").ToList();
        ScratchUser[] users =
        [
            await CreateAsync(examination, marks[0], $$"""
                {"displayName":"Alpha","externalId":"X{{marks[0]}}","name":{"givenName":"Scratch","familyName":"First"},
                 "emails":[{"value":"work-{{marks[0]}}@example.com","type":"work"},{"value":"home-{{marks[0]}}@example.com","type":"home"}]}
                """),
            await CreateAsync(examination, marks[1], $$"""
                {"displayName":"Beta","nickName":"Nick","active":false,"name":{"givenName":"Scratch","familyName":"Second"},
                 "emails":[{"value":"work-{{marks[1]}}@example.com","type":"work"}]}
                """),
            await CreateAsync(examination, marks[2], $$"""
                {"displayName":"Gamma","title":"Say \"so\"","name":{"givenName":"Scratch","familyName":"Third"},
                 "emails":[{"value":"other-{{marks[2]}}@example.com","type":"other"}]}
                """),
        ];
        foreach (var (filter, finds) in Filters)
        {
            var filled = filter.Replace("{0}", marks[0], StringComparison.Ordinal)
                .Replace("{1}", marks[1], StringComparison.Ordinal)
                .Replace("{t}", users[0].Created.Text("/meta/created"), StringComparison.Ordinal)
                .Replace("{east}", InTheEast(users[0].Created.Text("/meta/created")), StringComparison.Ordinal)
                .Replace("{id}", users[0].Id, StringComparison.Ordinal);
            var whole = $"({filled}) and userName sw \"{examination.Names.Prefix}{examination.Names.Run}\"";
            examination.Users(
                await examination.FindAsync(whole),
                [.. finds.Select(digit => users[digit - '0'])],
                question: $"GET /Users?filter={filled}");
        }
        var alone = await examination.FindAsync($"userName eq \"{users[1].UserName}\"");
        examination.Users(alone, [users[1]]);
        examination.Value(alone, "/totalResults", "1");
    }

    private static async Task FindsEnterpriseAsync(Examination examination)
    {
        var mark = examination.Names.NewMark();
        var user = await examination.CreateAsync(
            $$$"""{"{{{ScratchDocument.Enterprise}}}":{"employeeNumber":"{{{mark}}}","department":"Sales"}}""");
        examination.Value(user.Created, $"/{ScratchDocument.Enterprise}/employeeNumber", $"\"{mark}\"");
        examination.Users(await examination.FindAsync($"{ScratchDocument.Enterprise}:employeeNumber eq \"{mark}\""), [user]);
        examination.Users(await examination.FindAsync($"{ScratchDocument.Enterprise}:employeeNumber eq \"{mark}0\""), []);
    }

    private static async Task NobodyAsync(Examination examination)
    {
        var found = await examination.FindAsync($"userName eq \"{examination.Names.NewUserName()}\"");
        if (!examination.Status(found, 200)) return;
        examination.Value(found, "/totalResults", "0");
        examination.Expect(found.Resources.Count == 0, found, "nobody", $"{found.Resources.Count} users");
    }

    private static async Task NonsenseAsync(Examination examination)
    {
        foreach (var filter in new[] { "userName like \"a\"", "userName eq", "(userName pr", "active gt true", "userName eq \"a\" and" })
            examination.Error(await examination.FindAsync(filter), 400, "invalidFilter");
    }

    // RFC 7644 §3.4.2.2: a dateTime is compared as an instant.
    private static string InTheEast(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var instant)
            ? instant.ToOffset(TimeSpan.FromHours(2)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)
            : "";

    private static Task<ScratchUser> CreateAsync(Examination examination, string mark, string more) =>
        examination.CreateAsync($"{mark}@example.com", more);
}
