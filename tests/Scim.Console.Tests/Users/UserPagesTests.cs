using System.Text.Json;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations;
using Scim.Operations.Files;
using Scim.Operations.Users;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Console.Tests.Users;

/// <summary>The pages of an account's users.</summary>
public sealed class UserPagesTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Users_are_listed_50_at_a_time_and_the_address_says_where()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/users");
        var rows = visit.Page.Locator("table.rows tbody tr");

        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await Assertions.Expect(rows.First).ToContainTextAsync("<script>document.title='owned'</script>@example.com");
        await Assertions.Expect(rows.Nth(5)).ToContainTextAsync(@"reversed\u202Egnp.exe@example.com");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(rows.First).ToContainTextAsync("user043@acme.example");
        await visit.Page.ReloadAsync();
        await Assertions.Expect(rows.First).ToContainTextAsync("user043@acme.example");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(rows.First).ToContainTextAsync("user093@acme.example");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the first page" }).ClickAsync();
        await Assertions.Expect(rows.First).ToContainTextAsync("<script>document.title='owned'</script>@example.com");

        await visit.GoAsync("/accounts/globex/users");
        await Assertions.Expect(rows).ToHaveCountAsync(5);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Next page" })).ToHaveCountAsync(0);
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_user_is_found_by_its_name_whatever_stands_in_it()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/users");
        var rows = visit.Page.Locator("table.rows tbody tr");

        foreach (var name in SeededConsole.HostileNames)
        {
            await visit.Field("userName, e-mail or externalId").FillAsync(name);
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
            await Assertions.Expect(rows).ToHaveCountAsync(1);
            await Assertions.Expect(rows).ToContainTextAsync(VisibleText.Of(name));
        }
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_filter_confines_the_list_and_a_wrong_one_is_told_of_in_words()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/users");

        await visit.Field("Filter").FillAsync("userName sw \"user11\"");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("table.rows tbody tr")).ToHaveCountAsync(10);

        await visit.Field("Filter").FillAsync("userName like \"user11\"");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("This cannot be shown")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("fluent-message-bar")).ToContainTextAsync("position");
        visit.AssertClean();
    }

    [Fact]
    public async Task A_user_is_shown_with_its_attributes_by_schema_its_json_and_its_history()
    {
        const string Hostile = "<img src=x onerror=document.title='owned'>";
        var by = new OperatorIdentity(ClientId.Parse("entra-acme"));
        var call = by.CallFor(await seeded.Site.AddAccountAsync("umbrella"), ReadingRules.Default);
        var body = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["userName"] = "grace@umbrella.example",
            ["name"] = new { givenName = "Grace", familyName = Hostile },
            ["emails"] = new[] { new { value = "grace@umbrella.example", type = "work", primary = true } },
            [SchemaUris.EnterpriseUser] = new { department = "reversed\u202Egnp.exe" },
        });
        var user = await seeded.Site.Get<UserService>().CreateAsync(call, body, Cancel);
        var patch = JsonElement.Parse(
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Admiral"}]}
            """);
        await seeded.Site.Get<UserService>().PatchAsync(call, user.Id.ToString(), patch, null, Cancel);
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync($"/accounts/umbrella/users/{user.Id}");

        var enterprise = visit.Page.Locator("section").Filter(new() { HasText = SchemaUris.EnterpriseUser }).First;
        await Assertions.Expect(enterprise).ToContainTextAsync(@"reversed\u202Egnp.exe");
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToContainTextAsync("\"title\": \"Admiral\"");
        await Assertions.Expect(visit.Page.Locator("pre.json")).ToContainTextAsync(Hostile);
        var history = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Changes of the user" }).Locator("tbody tr");
        await Assertions.Expect(history).ToHaveCountAsync(2);
        await Assertions.Expect(history.First).ToContainTextAsync("Changed");
        await Assertions.Expect(history.First).ToContainTextAsync("title");
        await Assertions.Expect(history.Last).ToContainTextAsync("Created");
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        await visit.CheckAsync("user-changed");

        await seeded.Site.Get<UserService>().DeleteAsync(call, user.Id.ToString(), null, Cancel);
        await visit.GoAsync($"/accounts/umbrella/users/{user.Id}");
        await Assertions.Expect(visit.Page.GetByText("There is no user")).ToBeVisibleAsync();
        await Assertions.Expect(history.First).ToContainTextAsync("Deleted");
        visit.AssertClean();
    }

    [Fact]
    public async Task A_user_is_right_in_every_look()
    {
        var listing = await seeded.Site.Get<UserOperations>().ReadPageAsync(new UserSelection(Acme), 8, after: null, Cancel);
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync($"/accounts/acme/users/{listing.Users[0].Id}");
        await visit.CheckEveryLookAsync("user");
        await visit.GoAsync($"/accounts/acme/users/{listing.Users[^1].Id}");
        await visit.CheckEveryLookAsync("user-long");
    }
}
