using System.Text.Json;
using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary>Many changes in one request (RFC 7644 §3.7).</summary>
internal static class BulkChecks
{
    private const string Request = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

    // What a service is asked to refuse is made of these many operations at the most.
    private const int MostTried = 5_000;

    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.7", "A Bulk makes, changes and deletes, and answers each operation", ChangesAsync) { SkipFor = Needs.Bulk },
        new("RFC 7644 §3.7.2", "A Bulk knows a user that it makes by its bulkId", ReferencesAsync)
        {
            SkipFor = claims => Needs.Bulk(claims) ?? Needs.EnterpriseUser(claims),
        },
        new("RFC 7644 §3.7.3", "A Bulk ends after as many errors as failOnErrors says", FailsAsync) { SkipFor = Needs.Bulk },
        new("RFC 7644 §3.7.4", "A Bulk of more operations than are allowed is 413", TooManyAsync) { SkipFor = Needs.Bulk },
    ];

    private static async Task ChangesAsync(Examination examination)
    {
        var (first, second) = (await examination.CreateAsync("""{"title":"Before"}"""), await examination.CreateAsync());
        var made = examination.Names.NewUserName();
        var replacement = ScratchDocument.Of(first.UserName, """{"title":"After"}""").ToJsonString();
        var bulk = await SendAsync(
            examination,
            $$"""
            {"method":"POST","path":"/Users","bulkId":"one","data":{{ScratchDocument.Of(made).ToJsonString()}}},
            {"method":"PUT","path":"{{first.Path}}","data":{{replacement}}},
            {"method":"DELETE","path":"{{second.Path}}"},
            {"method":"POST","path":"/Users","bulkId":"two","data":{{ScratchDocument.Of(first.UserName).ToJsonString()}}}
            """);
        if (!examination.Status(bulk, 200)) return;
        examination.Value(bulk, "/schemas", """["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]""");
        foreach (var (index, method, status) in new[] { (0, "POST", 201), (1, "PUT", 200), (2, "DELETE", 204), (3, "POST", 409) })
        {
            examination.Value(bulk, $"/Operations/{index}/method", $"\"{method}\"");
            Status(examination, bulk, index, status);
        }
        examination.Value(bulk, "/Operations/0/bulkId", "\"one\"");
        examination.Value(bulk, "/Operations/3/bulkId", "\"two\"");
        foreach (var index in new[] { 0, 1 })
        {
            examination.Expect(
                Uri.TryCreate(bulk.Text($"/Operations/{index}/location"), UriKind.Absolute, out _),
                bulk,
                $"an absolute location of operation {index + 1}",
                "none");
        }
        if (examination.Claims.ETag)
            examination.Expect(bulk.Text("/Operations/1/version") is not null, bulk, "the version of operation 2", "none");
        examination.Value(bulk, "/Operations/3/response/scimType", "\"uniqueness\"");
        examination.Value(bulk, "/Operations/3/response/status", "\"409\"");
        examination.Value(await examination.GetAsync(first.Path), "/title", "\"After\"");
        examination.Error(await examination.GetAsync(second.Path), 404);
        if (Id(bulk, 0) is not { } id) return;
        examination.Value(await examination.GetAsync($"/Users/{Uri.EscapeDataString(id)}"), "/userName", $"\"{made}\"");
    }

    private static async Task ReferencesAsync(Examination examination)
    {
        var (manager, report) = (examination.Names.NewUserName(), examination.Names.NewUserName());
        var reporting = ScratchDocument.Of(
            report, $$$$"""{"{{{{ScratchDocument.Enterprise}}}}":{"manager":{"value":"bulkId:boss"}}}""");
        var bulk = await SendAsync(
            examination,
            $$"""
            {"method":"POST","path":"/Users","bulkId":"boss","data":{{ScratchDocument.Of(manager).ToJsonString()}}},
            {"method":"POST","path":"/Users","bulkId":"report","data":{{reporting.ToJsonString()}}}
            """);
        if (!examination.Status(bulk, 200)) return;
        if (Id(bulk, 0) is not { } boss || Id(bulk, 1) is not { } id)
        {
            examination.Note(bulk, "two locations", "none");
            return;
        }
        var read = await examination.GetAsync($"/Users/{Uri.EscapeDataString(id)}");
        examination.Value(read, $"/{ScratchDocument.Enterprise}/manager/value", ScratchDocument.Quoted(boss));
    }

    private static async Task FailsAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"Kept"}""");
        var bulk = await SendAsync(
            examination,
            $$"""
            {"method":"DELETE","path":"/Users/{{examination.Names.NewIdOfNobody()}}"},
            {"method":"DELETE","path":"{{user.Path}}"}
            """,
            "\"failOnErrors\":1,");
        if (!examination.Status(bulk, 200)) return;
        Status(examination, bulk, 0, 404);
        examination.Nothing(bulk, "/Operations/1");
        examination.Status(await examination.GetAsync(user.Path), 200);
    }

    private static async Task TooManyAsync(Examination examination)
    {
        var most = examination.Claims.BulkOperations ?? 0;
        if (most >= MostTried) Examination.Skip($"It takes {most} operations, and more than {MostTried} are not tried out.");
        var nobody = $$$"""{"method":"DELETE","path":"/Users/{{{examination.Names.NewIdOfNobody()}}}"}""";
        examination.Error(await SendAsync(examination, string.Join(',', Enumerable.Repeat(nobody, most + 1))), 413);
    }

    private static Task<Reply> SendAsync(Examination examination, string operations, string more = "") =>
        examination.SendAsync("POST", "/Bulk", $$"""{"schemas":["{{Request}}"],{{more}}"Operations":[{{operations}}]}""");

    private static void Status(Examination examination, Reply bulk, int index, int status)
    {
        var came = bulk.Text($"/Operations/{index}/status");
        var isStatus = came is { Length: 3 } && came.All(char.IsAsciiDigit);
        examination.Expect(came == $"{status}", bulk, $"/Operations/{index}/status \"{status}\"", isStatus ? $"\"{came}\"" : "another");
    }

    private static string? Id(Reply bulk, int index) =>
        bulk.At($"/Operations/{index}/location") is { ValueKind: JsonValueKind.String } location
            ? Uri.UnescapeDataString(location.ToString()[(location.ToString().LastIndexOf('/') + 1)..])
            : null;
}
