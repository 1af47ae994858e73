using System.Net;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Requests;

namespace Scim.Http.Tests.Recording;

/// <summary>The entries of refused requests to the SCIM endpoints.</summary>
public sealed class RefusedRequestTests : IAsyncLifetime
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Unknown = "01900000-0000-7000-8000-000000000000";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private TestService? _service;

    private TestService Service => _service ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Fact]
    public async Task A_creation_under_a_name_that_is_taken_has_all_but_the_values()
    {
        await Service.CreateAsync("ada@example.com");
        var arrived = Service.Time.GetUtcNow();
        var refused = await Service.SendAsync(
            "POST",
            TestService.Users,
            TestService.UserJson("ADA@example.com", $$""","shoeSize":7,"{{Enterprise}}":{"department":"x"}"""),
            ("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);

        var entry = Assert.Single(await Service.EntriesAsync(2));

        Assert.Equal((TestService.Account, TestService.Client, arrived), (entry.Account, entry.Client, entry.When));
        Assert.Equal(("POST", "/Users", "CreateUser"), (entry.Method, entry.Route, entry.Operation));
        Assert.Equal((409, "uniqueness"), (entry.Status, entry.Type));
        Assert.Equal("Another user of this account has the same userName. Choose another value.", entry.Detail);
        Assert.Equal(["userName", "name", Enterprise], entry.Attributes);
        Assert.Equal(Service.Storage.Requests.NameMark("ada@example.com"), entry.NameMark);
        Assert.Equal(TraceId, entry.CorrelationId);
        Assert.Equal((null, null), (entry.User, entry.BulkPlace));
    }

    [Fact]
    public async Task What_is_granted_leaves_counts_and_no_entry()
    {
        await Service.CreateAsync("ada@example.com");
        await Service.GetAsync(TestService.Users);
        await Service.GetAsync(TestService.Users);

        Assert.Empty(await Service.EntriesAsync(3));
        var counts = Assert.Single(await Service.CountsAsync(3));
        Assert.Equal(
            [new("CreateUser", 2, 1), new AnsweredRequests("ListUsers", 2, 2)],
            counts.Answered.OrderBy(answered => answered.Operation));
        Assert.Equal((0, 0), (counts.Denied, counts.Lost));
    }

    [Theory]
    [InlineData("GET", $"{TestService.Users}/{Unknown}", null, 404, null, "GetUser", "/Users/{id}", Unknown, "")]
    [InlineData("HEAD", $"{TestService.Users}/{Unknown}", null, 404, null, "GetUser", "/Users/{id}", Unknown, "")]
    [InlineData("DELETE", $"{TestService.Users}/ada@example.com", null, 404, null, "DeleteUser", "/Users/{id}", null, "")]
    [InlineData(
        "PUT", $"{TestService.Users}/{Unknown}", """{"userName":"x","active":"x"}""", 400, "invalidValue", "ReplaceUser", "/Users/{id}",
        Unknown, "userName active")]
    [InlineData(
        "PATCH", $"{TestService.Users}/{Unknown}",
        """{"Operations":[{"op":"x","path":"emails[value eq \"ada@example.com\"].value"},{"op":"add","path":"ada@example.com"}]}""", 400,
        "invalidSyntax", "PatchUser", "/Users/{id}", Unknown, "emails.value")]
    [InlineData("POST", TestService.Users, "{", 400, "invalidSyntax", "CreateUser", "/Users", null, "")]
    [InlineData(
        "GET", $"{TestService.Users}?filter=userName%20eq%20%22ada&sortBy=title", null, 400, "invalidFilter", "ListUsers", "/Users", null,
        "userName title")]
    [InlineData(
        "POST", $"{TestService.Users}/.search", """{"filter":"title eq"}""", 400, "invalidFilter", "SearchUsers", "/Users/.search", null,
        "title")]
    [InlineData("GET", "/scim/v2?count=x", null, 400, "invalidValue", "ListUsers", "/", null, "")]
    [InlineData("GET", "/scim/v2/Nothing/ada@example.com", null, 404, null, "Unmatched", "/{**path}", null, "")]
    [InlineData("OPTIONS", "/scim/v2//Users", null, 405, null, "Unmatched", "/Users", null, "")]
    [InlineData("ADA", "/scim/v2/Users", null, 405, null, "Unmatched", "/Users", null, "")]
    [InlineData("GET", "/scim/v2/Groups/ada", null, 404, null, "Groups", "/Groups/{id}", null, "")]
    [InlineData("GET", "/scim/v2/Schemas/ada", null, 404, null, "Discovery", "/Schemas/{urn}", null, "")]
    [InlineData("POST", "/scim/v2/Bulk", "{}", 400, "invalidSyntax", "Bulk", "/Bulk", null, "")]
    [InlineData("GET", "/scim/v2/Me", null, 501, null, "Unmatched", "/{**path}", null, "")]
    public async Task A_refusal_has_what_was_asked_and_answered(
        string method, string path, string? json, int status, string? type, string operation, string route, string? user, string attributes)
    {
        var answer = await Service.SendAsync(method, path, json);
        Assert.Equal(status, (int)answer.StatusCode);

        var entry = Assert.Single(await Service.EntriesAsync(1));

        Assert.Equal((status, type, operation, route), (entry.Status, entry.Type, entry.Operation, entry.Route));
        Assert.Equal(method == "ADA" ? "_OTHER" : method, entry.Method);
        Assert.Equal(user, entry.User?.ToString());
        Assert.Equal(attributes, string.Join(' ', entry.Attributes));
        Assert.DoesNotContain("ada", entry.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Unknown, entry.Detail, StringComparison.Ordinal);
        Assert.Null(entry.NameMark);
    }

    [Fact]
    public async Task A_body_that_is_refused_unread_is_an_entry()
    {
        var (large, wrong) = (new MemoryStream(new byte[1024 * 1024 + 1]), new MemoryStream("<ada/>"u8.ToArray()));
        Assert.Equal(413, (await Service.SendAsync("POST", TestService.Users, "application/json", large)).Response.StatusCode);
        Service.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(415, (await Service.SendAsync("POST", TestService.Users, "text/xml", wrong)).Response.StatusCode);

        Assert.Equal([413, 415], (await Service.EntriesAsync(2)).Select(entry => entry.Status));
    }

    [Fact]
    public async Task A_strict_account_has_no_name_that_the_client_made_up()
    {
        await Service.SetAsync(Strictness.Strict);
        await Service.SendAsync("POST", TestService.Users, """{"userName":"ada@example.com","ada.lovelace":1}""");

        var entry = Assert.Single(await Service.EntriesAsync(1));

        Assert.Equal("The schemas do not define some of the names in the body.", entry.Detail);
        Assert.Equal(["userName"], entry.Attributes);
        Assert.NotNull(entry.NameMark);
    }

    [Fact]
    public async Task An_account_that_is_gone_has_nothing()
    {
        await Service.Storage.Users.RemoveRowsAsync(
            TestService.Account, new Progress<int>(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Service.GetAsync(TestService.Users)).StatusCode);

        Assert.Empty(Service.Waiting().Accounts);
    }
}
