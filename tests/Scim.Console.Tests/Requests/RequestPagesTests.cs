using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;

namespace Scim.Console.Tests.Requests;

/// <summary>The pages of an account's requests.</summary>
public sealed class RequestPagesTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    [Fact]
    public async Task A_request_that_is_written_appears_in_the_live_activity_unless_it_is_paused()
    {
        var wayne = await seeded.Site.AddAccountAsync("wayne");
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/wayne/activity?client=entra-acme");
        await Assertions.Expect(visit.Page.GetByText("Nothing fits the filter")).ToBeVisibleAsync();

        await RequestLogSeed.WriteAsync(
            seeded.Site, wayne,
            RequestLogSeed.Refused(wayne, TimeProvider.System.GetUtcNow(), 404, null, $"First {RequestLogSeed.Hostile}"));
        await Assertions.Expect(visit.Page.GetByText($"First {RequestLogSeed.Hostile}")).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Paused:")).ToBeVisibleAsync();
        await RequestLogSeed.WriteAsync(
            seeded.Site, wayne, RequestLogSeed.Refused(wayne, TimeProvider.System.GetUtcNow(), 404, null, "Second"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Second", new() { Exact = true })).ToBeVisibleAsync();
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_request_that_is_written_late_appears_though_what_is_shown_is_newer()
    {
        var lateLog = await seeded.Site.AddAccountAsync("late-log");
        var now = TimeProvider.System.GetUtcNow();
        await RequestLogSeed.WriteAsync(seeded.Site, lateLog, RequestLogSeed.Refused(lateLog, now, 404, null, "Newer"));
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/late-log/activity");
        await Assertions.Expect(visit.Page.GetByText("Newer", new() { Exact = true })).ToBeVisibleAsync();

        await RequestLogSeed.WriteAsync(
            seeded.Site, lateLog, RequestLogSeed.Refused(lateLog, now.AddSeconds(-5), 404, null, "Late"));

        await Assertions.Expect(visit.Page.GetByText("Late", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("table.activity tbody tr").Last).ToContainTextAsync("Late");
        visit.AssertClean();
    }

    [Fact]
    public async Task The_activity_is_filtered_by_its_address_and_goes_back_page_by_page()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/activity");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Cell, new() { Name = "Created" }).First).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Back to the newest")).ToBeVisibleAsync();

        await visit.Field("Status").FillAsync("503");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table.activity tbody tr")).ToHaveCountAsync(1);
        Assert.EndsWith("/accounts/acme/activity?status=503", visit.Page.Url, StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_count_and_what_to_change_and_leads_to_its_requests()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/refusals");

        var taken = visit.Page.Locator("article").Filter(new() { HasText = "30 requests" });
        await Assertions.Expect(taken).ToContainTextAsync("What to change:");
        await Assertions.Expect(taken.GetByText("scim users list --account acme", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(taken.GetByRole(AriaRole.Button, new() { Name = "Copy the command" })).ToBeVisibleAsync();
        await Assertions.Expect(taken.GetByRole(AriaRole.Link, new() { Name = "See the users" }))
            .ToHaveAttributeAsync("href", "/accounts/acme/users");
        await Assertions.Expect(visit.Page.GetByText(RequestLogSeed.Hostile)).ToBeVisibleAsync();
        await taken.GetByRole(AriaRole.Link, new() { Name = "Show such requests in the activity" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table.activity tbody tr")).ToHaveCountAsync(30);
        visit.AssertClean();
    }

    [Fact]
    public async Task Traffic_stands_in_a_table_beside_its_plot_and_the_address_names_the_time()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/traffic");

        await Assertions.Expect(visit.Page.Locator("table.rows tbody tr")).ToHaveCountAsync(24);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "30 days by days" }).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{seeded.Site.Server.Address}/accounts/acme/traffic?by=day");
        await Assertions.Expect(visit.Page.Locator("table.rows tbody tr").First).ToContainTextAsync("340 ms");
        visit.AssertClean();
    }
}
