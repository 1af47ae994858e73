using System.Text;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations.Schemas;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Testing.Schemas;

namespace Scim.Console.Tests.Schemas;

/// <summary>What an operator does with schemas, in a browser.</summary>
public sealed class SchemaActsTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_is_pasted_its_faults_are_all_named_and_a_right_one_is_added()
    {
        await using var site = await StartAsync();
        await using var visit = await OpenAsync(site);
        await Assertions.Expect(Add(visit)).ToBeDisabledAsync();

        await visit.Field("Document").FillAsync(
            """{"id":"acme","attributes":[{"name":"1st","type":"text"},{"name":"a"},{"name":"A"},{"name":"b","\u202Eevil":1}]}""");
        foreach (var fault in new[]
        {
            "id must be a URN such as urn:example:params:scim:schemas:extension:acme:2.0:User.",
            "attributes[0].type must be one of: string,",
            "attributes[0].name must be a letter and then letters",
            "attributes[2].name is the name of an attribute before it",
            @"attributes[3].\u202Eevil is no member that the service knows.",
        })
        {
            await Assertions.Expect(visit.Page.Locator(".fault li").Filter(new() { HasText = fault })).ToBeVisibleAsync();
        }
        await Assertions.Expect(Add(visit)).ToBeDisabledAsync();
        await visit.CheckAsync("schema-faults");

        await visit.Field("Document").FillAsync(StaffSchema.Document);
        await Assertions.Expect(visit.Page.Locator(".fault")).ToHaveCountAsync(0);
        await visit.PressAsync("Add …");
        await visit.ExpectCommandAsync("scim schema add --account acme schema.json");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync($"the schema {StaffSchema.Urn} with 25 attributes.");
        await visit.CheckAsync("schema-add-asks");
        Assert.Equal(2, (await ListAsync(site)).Count);
        await visit.AgreeAsync("Add", "It takes effect at");

        Assert.Equal(SchemaState.Coming, (await FindAsync(site, StaffSchema.Urn)).State);
        await Assertions.Expect(Card(visit, StaffSchema.Urn)).ToContainTextAsync("its change takes effect");
        await Assertions.Expect(visit.Field("Document")).ToHaveValueAsync("");
        visit.AssertClean();
    }

    [Fact]
    public async Task A_document_is_chosen_as_a_file_and_may_be_as_large_as_the_service_takes()
    {
        await using var site = await StartAsync();
        await using var visit = await OpenAsync(site);
        var file = visit.Page.Locator("input[type=file]");

        await file.SetInputFilesAsync(FileOf("large.json", StaffSchema.Document + new string(' ', 64 * 1024)));
        await Assertions.Expect(visit.Page.GetByText("The file has more than 64 KiB.")).ToBeVisibleAsync();
        await Assertions.Expect(Add(visit)).ToBeDisabledAsync();

        var largest = StaffSchema.Document + new string(' ', 64 * 1024 - StaffSchema.Document.Length);
        await visit.Field("Document").FillAsync(largest);
        await Assertions.Expect(Add(visit)).ToBeEnabledAsync();
        await visit.Field("Document").FillAsync("");
        await Assertions.Expect(Add(visit)).ToBeDisabledAsync();

        await file.SetInputFilesAsync(FileOf("our staff.json", largest));
        await visit.PressAsync("Add …");
        await visit.ExpectCommandAsync("scim schema add --account acme 'our staff.json'");
        await visit.AgreeAsync("Add", "It takes effect at");

        Assert.Equal(SchemaState.Coming, (await FindAsync(site, StaffSchema.Urn)).State);
        visit.AssertClean();
    }

    [Fact]
    public async Task What_is_refused_says_why_and_the_document_stays()
    {
        await using var site = await StartAsync();
        await SchemaSeed.AddAsync(site, Acme, SchemaSeed.HostileDocument);
        await using var visit = await OpenAsync(site);

        await visit.Field("Document").FillAsync(StaffSchema.Document);
        await visit.PressAsync("Add …");
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("Another change of the schemas of 'acme' takes effect in");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Assertions.Expect(visit.Dialog).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Field("Document")).ToHaveValueAsync(StaffSchema.Document.ReplaceLineEndings("\n"));
        Assert.Equal(3, (await ListAsync(site)).Count);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_schema_is_removed_after_its_holders_were_counted()
    {
        await using var site = await StartAsync();
        await SchemaSeed.AddHolderAsync(site, Acme, "one");
        await using var visit = await OpenAsync(site);

        await CountAsync(visit, "enterprise:2.0:User");
        await visit.PressAsync("Remove …");
        await visit.ExpectCommandAsync("scim schema remove --account acme enterprise");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("1 user has values of the schema.");
        await visit.CheckAsync("schema-remove-asks");
        Assert.Equal(SchemaState.Active, (await FindAsync(site, "enterprise")).State);
        await visit.AgreeAsync("Remove", "It takes effect at");
        Assert.Equal(SchemaState.Going, (await FindAsync(site, "enterprise")).State);
        await Assertions.Expect(visit.Page.GetByText("its removal takes effect")).ToBeVisibleAsync();
        visit.AssertClean();
    }

    [Fact]
    public async Task The_products_own_schemas_come_back()
    {
        await using var site = await StartAsync();
        await SchemaSeed.ForceAsync(site, Acme, new AccountSchema(UserExtensions.Talkdesk, default, Since: 0));
        await using var visit = await OpenAsync(site);

        await visit.PressAsync("Add enterprise …");
        await visit.ExpectCommandAsync("scim schema add --account acme enterprise");
        await visit.CheckAsync("schema-add-own-asks");
        await visit.AgreeAsync("Add", "It takes effect at");
        Assert.Equal(SchemaState.Coming, (await FindAsync(site, "enterprise")).State);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add enterprise …" })).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_schema_of_the_accounts_own_is_removed_by_its_urn()
    {
        await using var site = await StartAsync();
        await SchemaSeed.ForceAsync(site, Acme, [.. AccountSchema.OfNewAccount, SchemaSeed.Stored(StaffSchema.Document)]);
        await using var visit = await OpenAsync(site);

        await CountAsync(visit, StaffSchema.Urn);
        await visit.PressAsync("Remove …");
        await visit.ExpectCommandAsync($"scim schema remove --account acme {StaffSchema.Urn}");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("No user has values of the schema.");
        await visit.AgreeAsync("Remove", "It takes effect at");

        Assert.Equal(SchemaState.Going, (await FindAsync(site, StaffSchema.Urn)).State);
        visit.AssertClean();
    }

    [Fact]
    public async Task An_account_without_schemas_is_told_what_to_do_first()
    {
        await using var site = await StartAsync();
        await SchemaSeed.ForceAsync(site, Acme);
        await using var visit = await OpenAsync(site);

        await Assertions.Expect(visit.Page.GetByText("No schema extends the users")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("Add a schema for what else they are to have")).ToBeVisibleAsync();
        await visit.CheckAsync("schemas-none");
    }

    [Fact]
    public async Task A_console_that_is_read_only_offers_nothing_to_do()
    {
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        await site.AddAccountAsync("acme");
        await SchemaSeed.AddHolderAsync(site, Acme, "one");
        await using var visit = await OpenAsync(site);

        await CountAsync(visit, "enterprise:2.0:User");
        await Assertions.Expect(visit.Page.GetByText("1 user has values of the schema.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("[aria-haspopup=dialog]")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("main").GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("input[type=file]")).ToHaveCountAsync(0);
        await visit.CheckAsync();
    }

    private static async Task<ConsoleSite> StartAsync()
    {
        var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("acme");
        return site;
    }

    private static async Task<Visit> OpenAsync(ConsoleSite site)
    {
        var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/schemas");
        return visit;
    }

    private static Task CountAsync(Visit visit, string urn) =>
        Card(visit, urn).GetByRole(AriaRole.Button, new() { Name = "Count who has values" }).ClickAsync();

    private static ILocator Add(Visit visit) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add …", Exact = true });

    private static ILocator Card(Visit visit, string urn) =>
        visit.Page.Locator("section.card").Filter(new() { Has = visit.Page.Locator("code").GetByText(urn) });

    private static FilePayload FileOf(string name, string content) =>
        new() { Name = name, MimeType = "application/json", Buffer = Encoding.UTF8.GetBytes(content) };

    private static Task<IReadOnlyList<KnownSchema>> ListAsync(ConsoleSite site) => site.Get<SchemaOperations>().ListAsync(Acme, Cancel);

    private static Task<KnownSchema> FindAsync(ConsoleSite site, string schema) =>
        site.Get<SchemaOperations>().FindAsync(Acme, schema, Cancel);
}
