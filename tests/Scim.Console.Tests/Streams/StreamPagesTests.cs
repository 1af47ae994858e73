using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Console.Tests.Requests;
using Scim.Operations.Streams;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Console.Tests.Streams;

/// <summary>The pages of an account's streams.</summary>
public sealed class StreamPagesTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_shown_with_what_waits_and_what_went_wrong_whatever_its_receiver_wrote()
    {
        var stream = await FailingAsync();
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/streams");
        var card = visit.Page.Locator("section.card").Filter(new() { HasText = stream.Id.ToString() });

        await Assertions.Expect(card.Locator("h2")).ToHaveTextAsync(
            @"reversed\u202Egnp.exe <img src=x onerror=document.title='owned'>");
        foreach (var (name, value) in new[]
        {
            ("Status", "enabled"), ("Delivery", "pushed to https://app.example.com/events"),
            ("Authorization", "the setting Events:Authorization:acme"), ("Tells", "the names of what has changed"), ("Signed by", "ES256"),
            ("Kept for", "7 days"), ("Backlog", "2 events"), ("Oldest", "3 hours old"), ("Set aside", "2 events"),
            ("Lost", "1,204 events, which nobody took in time"), ("Last error", RequestLogSeed.Hostile), ("Failures", "3 in a row"),
        })
        {
            await Assertions.Expect(card.Locator($"dt:text-is('{name}') + dd")).ToContainTextAsync(value);
        }
        var paused = visit.Page.Locator("section.card").Filter(new() { HasText = "paused: events are made and held" });
        await Assertions.Expect(paused.Locator("dt:text-is('Delivery') + dd")).ToContainTextAsync("polled for at https://HOST/events/");
        await Assertions.Expect(paused.GetByRole(AriaRole.Button, new() { Name = "Resume …" })).ToBeVisibleAsync();
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);

        await card.GetByRole(AriaRole.Link, new() { Name = "Show why" }).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(
            $"{seeded.Site.Server.Address}/accounts/acme/streams/{stream.Id}/set-aside");
        var rows = visit.Page.Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First).ToContainTextAsync($"invalid_key: {RequestLogSeed.Hostile}");
        await Assertions.Expect(rows.First).ToContainTextAsync("user changed");
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task An_account_without_streams_is_told_what_they_are_for()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/initech/streams");

        await Assertions.Expect(visit.Page.GetByText("There is no stream yet")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("Make one with the form below.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Streams" })).ToHaveAttributeAsync(
            "href", "/accounts/initech/streams");
        visit.AssertClean();
    }

    [Fact]
    public async Task What_is_set_aside_is_right_in_every_look()
    {
        var stream = await FailingAsync();
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync($"/accounts/acme/streams/{stream.Id}/set-aside");
        await visit.CheckEveryLookAsync("set-aside");
    }

    private async Task<StreamRecord> FailingAsync() =>
        (await seeded.Site.Get<StreamOperations>().ListAsync(Acme, Cancel)).Single(listed => listed.Stream.IsPush).Stream;
}
