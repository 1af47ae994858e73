using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations.Streams;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Console.Tests.Streams;

/// <summary>How an operator makes streams, in a browser.</summary>
public sealed class StreamCreationActsTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_stream_is_made_from_where_there_is_none()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("acme");
        await using var visit = await OpenAsync(site);
        var make = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the stream …" });
        await Assertions.Expect(make).ToBeDisabledAsync();

        await visit.Field("Audience").FillAsync("https://app.example.com");
        await visit.Field("Address of the service").FillAsync("https://scim.example.com");
        await visit.PressAsync("Make the stream …");
        await visit.ExpectCommandAsync(
            "scim stream create --account acme --audience https://app.example.com --poll --base-url https://scim.example.com/scim/v2");
        await visit.CheckAsync("stream-create-asks");
        Assert.Empty(await ListAsync(site));
        await visit.AgreeAsync("Make", "with a token that has the scope events of a client of the account.");

        var made = Assert.Single(await ListAsync(site));
        Assert.Equal(
            ("https://app.example.com", null, EventContent.Full, TimeSpan.FromDays(7), "ES256"),
            (made.Audience, made.Endpoint, made.Content, made.Retention, made.Algorithm));
        await Assertions.Expect(visit.Page.GetByText("There is no stream yet")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("h2").First).ToHaveTextAsync("https://app.example.com");
        await Assertions.Expect(visit.Page.GetByText($"https://scim.example.com/events/{made.Id}")).ToBeVisibleAsync();

        await visit.GoAsync("/accounts/acme/connect?for=okta"); // It asks no second time.
        await Assertions.Expect(visit.Field("Address of the service")).ToHaveValueAsync("https://scim.example.com");
        await Assertions.Expect(visit.Page.GetByText("https://scim.example.com/scim/v2", new() { Exact = true })).ToBeVisibleAsync();
        visit.AssertClean();
    }

    [Fact]
    public async Task A_stream_is_pushed_as_the_form_says()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("acme");
        await using var visit = await OpenAsync(site);

        await visit.Field("Audience").FillAsync("our application");
        await visit.Page.GetByText("Push events to the receiver").ClickAsync();
        await visit.Field("Address of the receiver").FillAsync("https://10.0.0.7/events");
        await visit.Field("Authorization setting").FillAsync("acme-app");
        await visit.Page.GetByText("Tell the names of what has changed").ClickAsync();
        await visit.Field("Days").FillAsync("14");
        await visit.Page.GetByText("Sign by RS256").ClickAsync();
        await visit.PressAsync("Make the stream …");
        await visit.ExpectCommandAsync(
            "scim stream create --account acme --audience 'our application' --push https://10.0.0.7/events --content notice "
            + "--retention 14d --algorithm RS256 --authorization-setting acme-app");
        await visit.AgreeAsync("Make", "That is no public address");

        var made = Assert.Single(await ListAsync(site));
        Assert.Equal(
            ("our application", "https://10.0.0.7/events", EventContent.Notice, TimeSpan.FromDays(14), "RS256", "acme-app"),
            (made.Audience, made.Endpoint?.AbsoluteUri, made.Content, made.Retention, made.Algorithm, made.AuthorizationSetting));
        await Assertions.Expect(visit.Field("Audience")).ToHaveValueAsync("");
        visit.AssertClean();
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_before_and_a_fourth_stream_is_not_offered()
    {
        await using var site = await ConsoleSite.StartAsync();
        var acme = await site.AddAccountAsync("acme");
        await StreamSeed.AddAsync(site, acme);
        await StreamSeed.AddAsync(site, acme);
        await using var visit = await OpenAsync(site);

        await visit.Field("Audience").FillAsync("app");
        await visit.Page.GetByText("Push events to the receiver").ClickAsync();
        await visit.Field("Address of the receiver").FillAsync("http://app.example.com/events");
        await visit.Field("Authorization setting").FillAsync("no name");
        await visit.Field("Days").FillAsync("31");
        foreach (var fault in new[]
        {
            "Events are pushed to an https address", "Events are kept for 1 to 30 days.", "The name of an authorization setting has",
        })
        {
            await Assertions.Expect(visit.Page.GetByText(fault)).ToBeVisibleAsync();
        }
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the stream …" })).ToBeDisabledAsync();
        await visit.CheckAsync("stream-create-faults");

        await StreamSeed.AddAsync(site, acme);
        await visit.GoAsync("/accounts/acme/streams");
        await Assertions.Expect(visit.Page.GetByText("An account has at most 3 streams.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the stream …" })).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    private static async Task<Visit> OpenAsync(ConsoleSite site)
    {
        var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/streams");
        return visit;
    }

    private static async Task<IReadOnlyList<StreamRecord>> ListAsync(ConsoleSite site) =>
        [.. (await site.Get<StreamOperations>().ListAsync(Acme, Cancel)).Select(listed => listed.Stream)];
}
