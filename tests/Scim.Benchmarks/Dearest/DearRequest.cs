using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Benchmarks.Dearest;

/// <summary>A request that is made to take as long as the limits allow.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Users">The bodies of the users that it meets.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path below the base; <c>{id}</c> stands for the id of the first user.</param>
/// <param name="Body">Its body.</param>
internal sealed record DearRequest(string Name, IReadOnlyList<string> Users, string Method, string Path, string Body)
{
    private const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    private static readonly string Long = new('a', 2_450);

    public static IEnumerable<DearRequest> All()
    {
        var roles = User(1, $$"""
            "roles":[{{Join(200, n => $$"""{"value":"{{Long[..2_440]}}{{n:D10}}","type":"x"}""")}}]
            """);
        var same = new string('a', 1_000);
        yield return Patch("60 value paths, two co each", roles, 60, n =>
            Operation("remove", $"""roles[not (value co "{same}b{n}" or value co "{same}c")].display""", "null"));
        yield return Patch("60 value paths, ne with long common beginnings", roles, 60, _ =>
            Operation("replace", $"""roles[value ne "{Long}"].display""", "\"x\""));
        yield return Patch(
            "900 short value paths", roles, 900, n => Operation("replace", """roles[value ew "zz" or type eq "x"].display""", $"\"{n}\""));
        var alike = "\"roles\":[" + Join(198, n => $$"""{"value":"{{Long[..1_200]}}{{n:D10}}{{Long[..1_200]}}","type":"x"}""") + "]";
        yield return Patch("900 value paths, entries that differ in their midst", User(1, alike), 900, n =>
            Operation("replace", """roles[type eq "x"].display""", $"\"{n}\""));
        yield return Patch(
            "900 additions of one entry", User(1), 900, n => Operation("add", "roles", $$"""[{"value":"{{n % 199:D10}}"}]"""));
        yield return Patch("100 removals of 200 values each", roles, 100, _ =>
            Operation("remove", "roles", $"[{Join(199, n => $$"""{"value":"{{n:D9}}"}""")}]"));
        yield return Patch("240 paths of 100 terms", User(1), 240, n =>
            Operation("replace", $"roles[{string.Join(" and ", Enumerable.Repeat("type eq \"a\"", 100))}].display", $"\"{n}\""));
        yield return Patch(
            "1,000 names that are none", User(1), 1, _ => $$$"""{"op":"add","value":{{{{Join(990, n => $"\"a[{n}\":1")}}}}}""");
        foreach (var (name, text) in new[]
        {
            ("ASCII", new string('a', 500_000)),
            ("other letters", new string('é', 250_000)),
            ("decomposed letters", string.Concat(Enumerable.Repeat("e\u0301", 160_000))),
        })
        {
            IReadOnlyList<string> people = [.. Enumerable.Range(1, 12).Select(n => User(n, $"\"title\":\"{text}\""))];
            var part = text[..Math.Min(3_990, text.Length)];
            yield return Search($"co in 12 long titles, {name}", people, $"title co \"{part}b\"");
            yield return Search($"100 co in 12 long titles, {name}", people, Terms(n => $"title co \"{text[..4]}b{n}\""));
            yield return Search($"100 gt in 12 long titles, {name}", people, Terms(_ => $"title gt \"{text[..20]}\""));
            yield return Search($"sort of 12 long titles, {name}", people, null, "title");
        }
        IReadOnlyList<string> many = [.. Enumerable.Range(1, 4_000).Select(n => User(n, $"\"displayName\":\"{same}{n * 7919 % 4_000}\""))];
        yield return Search("sort of 4,000 long names", many, null, "displayName");
        yield return Search("100 terms for 4,000 users", many, Terms(n => $"displayName co \"aab{n}\""));
        IReadOnlyList<string> mails = [.. Enumerable.Range(1, 2_000).Select(n =>
            User(n, $"\"emails\":[{Join(40, m => $$"""{"value":"a{{m}}@example.com","type":"t{{m}}"}""")}]"))];
        yield return Search("100 terms for 2,000 users of 40 addresses", mails, Terms(n => $"emails.value eq \"b{n}@example.com\""));
        yield return Search("sort of 2,000 users of 40 addresses", mails, null, "emails.value");
        yield return Bulk("Bulk of 100 value paths", roles, n =>
            [Operation("remove", $"""roles[not (value co "{same}b{n}" or value co "{same}c")].display""", "null")]);
        yield return Bulk("Bulk of 100 changes of one of 200 entries", roles, n =>
            [Operation("remove", """roles[not (value ew "none")].type""", "null"), Operation("add", "roles[type pr].display", $"\"{n}\"")]);
        yield return Bulk("Bulk of 100 titles of a great user", roles, n => [Operation("replace", "title", $"\"{n}\"")]);
        yield return Bulk(
            "Bulk of 100 times 1,000 names that are none",
            User(1),
            _ => [$$$"""{"op":"add","value":{{{{Join(900, n => $"\"a[{n}\":1")}}}}}"""]);
        yield return Bulk("Bulk of deep lists of strings", User(1), _ =>
            [Operation("add", "title", $"{new string('[', 24)}{Join(2_400, _ => "\"\"")}{new string(']', 24)}")]);
        IReadOnlyList<string> great = [.. Enumerable.Range(1, 200).Select(n => User(n, $"\"title\":\"{new string('a', 500_000)}\""))];
        yield return new DearRequest("page of 200 great users, projected", great, "GET", "/Users?count=200&attributes=userName", "");
        yield return Search("page of 200 great users, filtered and projected", great, "userName pr", null);
    }

    private static DearRequest Patch(string name, string user, int count, Func<int, string> operation) =>
        new(name, [user], "PATCH", "/Users/{id}", PatchBody(Enumerable.Range(1, count).Select(operation)));

    private static DearRequest Bulk(string name, string user, Func<int, string[]> operations) => new(name, [user], "POST", "/Bulk",
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{Join(100, n =>
            $$"""{"method":"PATCH","path":"/Users/{id}","data":{{PatchBody(operations(n))}}}""")}}]}""");

    private static DearRequest Search(string name, IReadOnlyList<string> users, string? filter, string? sortBy = null) => new(
        name, users, "POST", "/Users/.search", new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:SearchRequest"),
            ["filter"] = filter,
            ["sortBy"] = sortBy,
            ["count"] = 200,
            ["attributes"] = new JsonArray("userName"),
        }.ToJsonString());

    private static string Terms(Func<int, string> term) => string.Join(" or ", Enumerable.Range(1, 100).Select(term));

    private static string PatchBody(IEnumerable<string> operations) =>
        $$"""{"schemas":["{{PatchOp}}"],"Operations":[{{string.Join(',', operations)}}]}""";

    private static string Operation(string op, string path, string value) =>
        $$"""{"op":"{{op}}","path":{{JsonValue.Create(path).ToJsonString()}},"value":{{value}}}""";

    private static string User(int number, string more = "\"title\":\"x\"") =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"userName":"u{{number}}","name":{"givenName":"A","familyName":"B"},{{more}}}""");

    private static string Join(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
            text.Append(number == 0 ? "" : ",").Append(part(number));
        return text.ToString();
    }
}
