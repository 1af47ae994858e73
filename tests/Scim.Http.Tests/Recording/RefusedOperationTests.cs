using System.Net;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;

namespace Scim.Http.Tests.Recording;

/// <summary>The entries of operations that were refused within a Bulk that was not.</summary>
public sealed class RefusedOperationTests
{
    private const string Unknown = "01900000-0000-7000-8000-000000000000";

    private static readonly string[] Operations =
    [
        $$"""{"method":"POST","bulkId":"a","path":"/Users","data":{{TestService.UserJson("new@example.com")}} }""",
        $$"""{"method":"POST","bulkId":"b","path":"/Users","data":{{TestService.UserJson("ADA@example.com")}} }""",
        """{"method":"PUT","path":"/Users/ada@example.com","data":{"title":"x"} }""",
        $$"""{"method":"PATCH","path":"/Users/{{Unknown}}","data":{"Operations":[{"op":"add","path":"title","value":"x"}]} }""",
        $$"""{"method":"DELETE","path":"http://localhost/scim/v2/Users/{{Unknown}}"}""",
        """{"method":"ADA","path":"/Users"}""",
        """{"method":"DELETE","path":"/Groups/ada"}""",
        """{"method":"DELETE","path":"/ada@example.com"}""",
        """{"method":"PATCH","path":"/Users/bulkId:b","data":{"Operations":[{"op":"remove","path":"title"}]} }""",
        """{"method":"GET","path":"/Users"}""",
    ];

    [Fact]
    public async Task Each_is_an_entry_with_its_place()
    {
        await using var service = await TestService.StartAsync();
        await service.CreateAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(service)).StatusCode);

        var entries = await service.EntriesAsync(2);

        Assert.Equal(
            [
                "2 POST /Users CreateUser 409 uniqueness", "3 PUT /Users/{id} ReplaceUser 404 ",
                "4 PATCH /Users/{id} PatchUser 404 ", "5 DELETE /Users/{id} DeleteUser 404 ",
                "6 _OTHER /Users Unmatched 400 invalidSyntax", "7 DELETE /Groups Unmatched 501 ",
                "8 DELETE /{**path} Unmatched 404 ", "9 PATCH /Users/{id} PatchUser 409 ", "10 GET /Users Unmatched 400 invalidSyntax",
            ],
            entries.Select(entry => $"{entry.BulkPlace} {entry.Method} {entry.Route} {entry.Operation} {entry.Status} {entry.Type}"));
        Assert.Equal(
            ["userName name", "title", "title", "", "", "", "", "title", ""], entries.Select(entry => string.Join(' ', entry.Attributes)));
        Assert.Equal(
            [null, null, Unknown, Unknown, null, null, null, null, null], entries.Select(entry => entry.User?.ToString()));
        Assert.Equal(
            [service.Storage.Requests.NameMark("ada@example.com")],
            entries.Select(entry => entry.NameMark).Where(mark => mark is not null));
        Assert.Single(entries.Select(entry => (entry.CorrelationId, entry.When)).Distinct());
        Assert.All(entries, entry => Assert.DoesNotContain("ada", entry.Detail, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            ["Bulk", "CreateUser"],
            (await service.CountsAsync(2)).SelectMany(counts => counts.Answered).Select(answered => answered.Operation).Order());
    }

    [Fact]
    public async Task An_account_that_logs_all_has_the_request_too()
    {
        await using var service = await TestService.StartAsync();
        await service.SetAsync(new AccountSettings(Strictness.Lenient, Logging: RequestLogging.All));
        await SendAsync(service);

        var entries = await service.EntriesAsync(1);

        Assert.Equal("Bulk", Assert.Single(entries, entry => entry.BulkPlace is null).Operation);
        Assert.Equal(7, entries.Count(entry => entry.BulkPlace is not null));
    }

    private static Task<HttpResponseMessage> SendAsync(TestService service) =>
        service.SendAsync("POST", "/scim/v2/Bulk", $$"""{"Operations":[{{string.Join(',', Operations)}}]}""");
}
