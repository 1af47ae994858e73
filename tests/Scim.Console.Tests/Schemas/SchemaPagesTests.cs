using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Console.Tests.Requests;

namespace Scim.Console.Tests.Schemas;

/// <summary>The page of an account's schemas.</summary>
public sealed class SchemaPagesTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    [Fact]
    public async Task A_schema_is_shown_with_its_attributes_and_their_characteristics_whatever_its_author_wrote()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/schemas");
        var card = Card(visit, SchemaSeed.Urn);

        await Assertions.Expect(card.Locator("h2")).ToHaveTextAsync(RequestLogSeed.Hostile);
        await Assertions.Expect(card.Locator("dt:text-is('Description') + dd")).ToHaveTextAsync(@"reversed\u202Egnp.exe");
        await Assertions.Expect(card.Locator("dt:text-is('Whose') + dd")).ToHaveTextAsync("the account's own");
        await card.GetByText("3 attributes").ClickAsync();
        var rows = card.Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await Assertions.Expect(rows.First.Locator("th")).ToHaveTextAsync("level");
        await Assertions.Expect(rows.First.Locator("td")).ToHaveTextAsync(
        [
            "string",
            @"required · readWrite · returned default · uniqueness none · caseExact · only: one, reversed\u202Eowt",
            RequestLogSeed.Hostile,
        ]);
        await Assertions.Expect(rows.Nth(1).Locator("td").First).ToHaveTextAsync("complex, multi-valued");
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("readOnly · returned request · uniqueness none");
        await Assertions.Expect(rows.Last).ToContainTextAsync("badges.photo");
        await Assertions.Expect(rows.Last).ToContainTextAsync("refers to: external");
        Assert.DoesNotContain("owned", await visit.Page.TitleAsync(), StringComparison.Ordinal);
        visit.AssertClean();
    }

    [Fact]
    public async Task Who_has_values_of_a_schema_is_counted_when_that_is_asked_for()
    {
        var stark = await seeded.Site.AddAccountAsync("stark");
        await SchemaSeed.AddHolderAsync(seeded.Site, stark, "one@stark.example");
        await SchemaSeed.AddHolderAsync(seeded.Site, stark, "two@stark.example");
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/stark/schemas");
        var card = Card(visit, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
        await Assertions.Expect(card.Locator("dt:text-is('Whose') + dd")).ToHaveTextAsync("one of the product's own");
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new() { Name = "Remove …" })).ToHaveCountAsync(0);

        await card.GetByRole(AriaRole.Button, new() { Name = "Count who has values" }).ClickAsync();

        await Assertions.Expect(card.GetByText("2 users have values of the schema.")).ToBeVisibleAsync();
        visit.AssertClean();
    }

    [Fact]
    public async Task Attributes_are_right_in_every_look()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme/schemas");
        await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
        await visit.CheckEveryLookAsync("schemas-attributes");
    }

    private static ILocator Card(Visit visit, string urn) =>
        visit.Page.Locator("section.card").Filter(new() { Has = visit.Page.GetByText(urn, new() { Exact = true }) });
}
