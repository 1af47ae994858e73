using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations.Clients;
using Scim.Operations.Connectors;
using Scim.Operations.Tokens;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Console.Tests.Clients;

/// <summary>What an operator does with clients, in a browser.</summary>
public sealed class ClientActsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connector_gets_its_client_and_its_light_turns_green_when_it_calls()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await ConsoleSite.StartAsync(time: time);
        var acme = await site.AddAccountAsync("acme");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/connect?for=okta");
        await visit.Field("Address of the service").FillAsync("https://scim.example.com");
        await Assertions.Expect(visit.Page.GetByText("https://scim.example.com/scim/v2", new() { Exact = true })).ToBeVisibleAsync();

        await visit.PressAsync("Make the client …");
        await visit.ExpectCommandAsync("scim client create --account acme --for okta --base-url https://scim.example.com/scim/v2");
        Assert.Empty(await ClientsAsync(site, acme));
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Make", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("Copy this now: it is not shown again.");
        await Assertions.Expect(visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Copy Authorization" })).ToBeVisibleAsync();
        await visit.CheckAsync("connect-made");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("has not called yet")).ToBeVisibleAsync();
        var client = Assert.Single(await ClientsAsync(site, acme));
        await site.Get<RequestMeter>().TakeAsync(client.Id, client.RateLimit, Cancel);
        await Testing.Eventually.HoldsAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(2));
                return await visit.Page.GetByText("has called, last at").IsVisibleAsync();
            },
            Cancel);
        await visit.CheckAsync("connect-green");
    }

    [Fact]
    public async Task A_secret_is_changed_for_another()
    {
        await using var site = await ConsoleSite.StartAsync();
        var client = await AddClientAsync(site);
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/clients");

        await visit.PressAsync("New secret …");
        await visit.ExpectCommandAsync($"scim client rotate-secret {client}");
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Make", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Copy Client secret" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Older secret")).ToBeVisibleAsync();
        Assert.Equal(2, (await FindAsync(site, client)).Secrets.Count);

        await visit.PressAsync("Drop the old secret …");
        await visit.ExpectCommandAsync($"scim client drop-old-secret {client}");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("The newest secret was never used");
        await visit.AgreeAsync("Drop", "has its newest secret only.");
        await Assertions.Expect(visit.Page.GetByText("Older secret")).ToHaveCountAsync(0);
        Assert.Single((await FindAsync(site, client)).Secrets);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_client_is_shut_out_let_in_and_gets_another_rate()
    {
        await using var site = await ConsoleSite.StartAsync();
        var client = await AddClientAsync(site);
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/clients");

        await visit.PressAsync("Disable …");
        await visit.ExpectCommandAsync($"scim client disable {client}");
        await visit.AgreeAsync("Disable", "is disabled.");
        Assert.True((await FindAsync(site, client)).Disabled);
        await visit.PressAsync("Enable …");
        await visit.ExpectCommandAsync($"scim client enable {client}");
        await visit.AgreeAsync("Enable", "is let in again.");
        Assert.False((await FindAsync(site, client)).Disabled);

        await visit.Page.GetByText("Change the rate", new() { Exact = true }).ClickAsync();
        await visit.Field("Requests per second").FillAsync("2.5");
        await visit.Field("Requests at once").FillAsync("7");
        await visit.PressAsync("Change the rate …");
        await visit.ExpectCommandAsync($"scim client set {client} --rate 2.5 --burst 7");
        await visit.AgreeAsync("Change", "2.5 requests per second, 7 at once");
        Assert.Equal(new RateLimit(2.5, 7), (await FindAsync(site, client)).RateLimit);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_token_is_revoked()
    {
        await using var site = await ConsoleSite.StartAsync();
        var client = await AddClientAsync(site);
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/clients");

        await visit.PressAsync("Revoke …");
        var token = Assert.Single(await TokensAsync(site, client));
        await visit.ExpectCommandAsync($"scim token revoke {Fingerprint.Of(token)}");
        Assert.False(token.Revoked);
        await visit.AgreeAsync("Revoke", "is revoked.");

        Assert.True(Assert.Single(await TokensAsync(site, client)).Revoked);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Cell, new() { Name = "revoked" })).ToBeVisibleAsync();
        visit.AssertClean();
    }

    [Fact]
    public async Task A_console_that_is_read_only_offers_nothing_to_do()
    {
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        await AddClientAsync(site);
        await using var visit = await Visit.OpenAsync(site);

        await visit.GoAsync("/accounts/acme/clients");
        await Assertions.Expect(visit.Page.Locator("main").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await visit.GoAsync("/accounts/acme/connect");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Make the client …" })).ToHaveCountAsync(0);
        await visit.CheckAsync();
    }

    private static async Task<ClientId> AddClientAsync(ConsoleSite site)
    {
        var acme = await site.AddAccountAsync("acme");
        var made = await site.Get<ConnectorOperations>().CreateAsync(
            new ClientOrder(acme) { Profile = ConnectorProfiles.Okta }, Cancel);
        return made.Created.Client.Id;
    }

    private static Task<OAuthClient> FindAsync(ConsoleSite site, ClientId client) =>
        site.Get<ClientOperations>().FindAsync(client, Cancel);

    private static async Task<IReadOnlyList<OAuthClient>> ClientsAsync(ConsoleSite site, AccountId account) =>
        await site.Get<ClientOperations>().ListAsync(account, Cancel).ToListAsync(Cancel);

    private static async Task<IReadOnlyList<StsToken>> TokensAsync(ConsoleSite site, ClientId client) =>
        await site.Get<TokenOperations>().ListAsync(account: null, client, Cancel).ToListAsync(Cancel);
}
