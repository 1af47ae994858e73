using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Tests.Schemas;

public sealed class SchemaCommandsTests : IDisposable
{
    private const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private const string Talkdesk = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";

    private readonly Cli _cli = new();
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_account_has_the_schemas_of_the_product()
    {
        await AccountAsync();

        Assert.Equal([$"{Enterprise} active", $"{Talkdesk} active"], await ListAsync());
    }

    [Fact]
    public async Task A_schema_is_added_listed_shown_and_removed()
    {
        await AccountAsync();
        await WriteAsync("""
            {"name":"badge","canonicalValues":["A","B"]},{"name":"desk","type":"complex","subAttributes":[{"name":"floor"}]}
            """);

        var added = await AddAsync();

        Assert.Equal(
            (Urn, 3, false, "coming"),
            (added.GetProperty("urn").GetString(), added.GetProperty("attributes").GetInt32(),
                added.GetProperty("builtIn").GetBoolean(), added.GetProperty("state").GetString()));
        Assert.Equal([$"{Enterprise} active", $"{Talkdesk} active", $"{Urn} coming"], await ListAsync());
        await PassByAsync();
        Assert.Equal([$"{Enterprise} active", $"{Talkdesk} active", $"{Urn} active"], await ListAsync());
        var shown = await _cli.JsonAsync("schema", "show", "--account", "acme", Urn);
        Assert.Equal("badge", shown.GetProperty("attributes")[0].GetProperty("name").GetString());

        await RemoveAsync("talkdesk");
        Assert.Equal([$"{Enterprise} active", $"{Talkdesk} going", $"{Urn} active"], await ListAsync());
        await PassByAsync();
        Assert.Equal([$"{Enterprise} active", $"{Urn} active"], await ListAsync());
        await _cli.RunAsync("schema", "add", "--account", "acme", "talkdesk");
        await PassByAsync();
        Assert.Equal([$"{Enterprise} active", $"{Talkdesk} active", $"{Urn} active"], await ListAsync());
    }

    [Fact]
    public async Task What_is_shown_can_be_added_to_another_account()
    {
        await AccountAsync();
        await WriteAsync("""{"name":"badge","mutability":"immutable"}""");
        await AddAsync();
        var shown = await _cli.JsonAsync("schema", "show", "--account", "acme", Urn);
        await _cli.JsonAsync("account", "create", "other", "--licences", "1");
        await File.WriteAllTextAsync(_file, shown.GetRawText(), Cancel);

        var again = await _cli.RunAsync("schema", "add", "--account", "other", _file);

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(shown.GetRawText(), (await _cli.JsonAsync("schema", "show", "--account", "other", Urn)).GetRawText());
    }

    [Fact]
    public async Task What_was_never_returned_is_not_when_its_schema_comes_back()
    {
        await AccountAsync();
        await WriteAsync("""
            {"name":"pin","mutability":"writeOnly","returned":"never"},
            {"name":"desk","type":"complex","subAttributes":[{"name":"key","returned":"never"},{"name":"floor"}]}
            """);
        await AddAsync();
        await PassByAsync();
        await RemoveAsync(Urn);
        await PassByAsync();
        await RemoveAsync("talkdesk");
        await PassByAsync();
        await WriteAsync("""{"name":"pin"},{"name":"desk","type":"complex","subAttributes":[{"name":"key"}]}""");

        var refused = await _cli.RunAsync("schema", "add", "--account", "acme", _file);

        refused.AssertRefused(1, "pin was never returned when the account had this schema before");
        Assert.Contains("desk.key was never returned", refused.Error, StringComparison.Ordinal);
        await WriteAsync("""{"name":"pin","returned":"never"},{"name":"other"}""");
        await AddAsync();
    }

    [Fact]
    public async Task A_change_waits_for_the_one_before_it()
    {
        await AccountAsync();
        await RemoveAsync("talkdesk");

        var refused = await _cli.RunAsync("schema", "remove", "--account", "acme", "enterprise");

        Assert.Equal(1, refused.ExitCode);
        Assert.Matches(
            @"^Another change of the schemas of 'acme' takes effect in [1-6]?\d s\. Make this one after that\.\s$", refused.Error);
        await PassByAsync();
        await RemoveAsync("enterprise");
    }

    [Fact]
    public async Task A_removal_says_how_many_users_have_values_and_asks()
    {
        await AccountAsync();
        await _cli.JsonAsync("seed", "--users", "3", "--account", "acme");

        await _cli.RefusesAsync(
            2, "3 users have values of the schema. They stay stored, and no answer has them any more. Add --yes to do it.",
            "schema", "remove", "--account", "acme", "talkdesk");
        await RemoveAsync("talkdesk", "--yes");
        await PassByAsync();

        var users = await _cli.RunAsync("users", "list", "--account", "acme", "--filter", $"{Talkdesk} pr", "--json");
        Assert.Equal("[]", users.Output.Trim());
        await _cli.RunAsync("schema", "add", "--account", "acme", "talkdesk");
        await PassByAsync();
        users = await _cli.RunAsync("users", "list", "--account", "acme", "--filter", $"{Talkdesk} pr", "--json");
        Assert.Equal(3, JsonElement.Parse(users.Output).GetArrayLength());
    }

    [Fact]
    public async Task A_schema_that_is_wrong_is_refused_with_every_fault()
    {
        await AccountAsync();
        await WriteAsync("""{"name":"a","type":"b"},{"name":"c","uniqueness":"global"}""");

        await _cli.RefusesAsync(
            1,
            "The schema is wrong: attributes[0].type must be one of: string, boolean, decimal, integer, dateTime, binary, reference, "
            + "complex. attributes[1].uniqueness must be none: the service keeps no attribute of an extension unique.",
            "schema", "add", "--account", "acme", _file);
    }

    [Fact]
    public async Task A_schema_that_is_there_may_only_grow()
    {
        await AccountAsync();
        await WriteAsync("""{"name":"badge"}""");
        await AddAsync();
        await PassByAsync();
        await WriteAsync("""{"name":"desk"}""");

        await _cli.RefusesAsync(
            1, "The schema cannot be added: badge is missing. Attributes can be added only.", "schema", "add", "--account", "acme", _file);

        await WriteAsync("""{"name":"badge"},{"name":"desk"}""");
        Assert.Equal(2, (await AddAsync()).GetProperty("attributes").GetInt32());
        Assert.Equal([$"{Enterprise} active", $"{Talkdesk} active", $"{Urn} coming"], await ListAsync());
    }

    [Fact]
    public async Task The_same_schema_again_changes_nothing()
    {
        await AccountAsync();
        await WriteAsync("""{"name":"badge"}""");
        await AddAsync();
        await PassByAsync();

        Assert.Equal("active", (await _cli.JsonAsync("schema", "add", "--account", "acme", _file)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_account_has_at_most_ten_schemas_and_two_hundred_attributes()
    {
        await AccountAsync();
        for (var number = 3; number <= 10; number++)
        {
            await WriteAsync("""{"name":"a"}""", string.Create(CultureInfo.InvariantCulture, $"urn:example:s{number}"));
            await AddAsync();
            await PassByAsync();
        }

        await WriteAsync("""{"name":"a"}""");
        await _cli.RefusesAsync(
            1, "The schema cannot be added: An account has at most 10 schemas beside the core's.",
            "schema", "add", "--account", "acme", _file);
        await WriteAsync(
            string.Join(',', Enumerable.Range(0, 190).Select(number => string.Create(
                CultureInfo.InvariantCulture, $$"""{"name":"{{(number == 0 ? "a" : $"a{number}")}}"}"""))),
            "urn:example:s3");
        var builtIn = UserType.Default.Extensions.Sum(schema => SchemaLimits.CountOf(schema.Attributes));
        await _cli.RefusesAsync(
            1,
            "The schema cannot be added: The schemas of an account have at most 200 attributes together; these would have "
            + string.Create(CultureInfo.InvariantCulture, $"{builtIn + 190 + 7}."),
            "schema", "add", "--account", "acme", _file);
    }

    [Theory]
    [InlineData(Urn + ":more")]
    [InlineData("urn:example:params:scim:schemas:extension:acme:2")]
    public async Task A_URN_that_reads_like_an_attribute_of_another_is_refused(string urn)
    {
        await AccountAsync();
        await WriteAsync("""{"name":"a"}""");
        await AddAsync();
        await PassByAsync();
        await WriteAsync("""{"name":"a"}""", urn);

        await _cli.RefusesAsync(
            1,
            $"The schema cannot be added: The URN goes on where {Urn} ends, or the other way round: attributes of both could not be told "
            + "apart.",
            "schema", "add", "--account", "acme", _file);
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        await AccountAsync();

        await _cli.RefusesAsync(
            1, "The account 'acme' has no schema urn:x:y. See: scim schema list --account acme",
            "schema", "show", "--account", "acme", "urn:x:y");
        await _cli.RefusesAsync(
            1, "The file '/no/such' cannot be read. See that it is there and open to you.",
            "schema", "add", "--account", "acme", "/no/such");
        await _cli.RefusesAsync(
            1, "There is no account 'nobody'. See: scim account list", "schema", "list", "--account", "nobody");
    }

    [Fact]
    public async Task A_clock_that_differs_from_storage_s_changes_nothing()
    {
        await AccountAsync();
        _cli.Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(-10));

        var refused = await _cli.RunAsync("schema", "remove", "--account", "acme", "talkdesk");

        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("Nothing was done: ", refused.Error, StringComparison.Ordinal);
        await using var services = await _cli.ServicesAsync();
        var row = await services.GetRequiredService<IAccountStore>().FindAsync(AccountId.Parse("acme"), Cancel);
        Assert.Equal(0, row!.Schemas.Number);
    }

    public void Dispose() => File.Delete(_file);

    private Task<JsonElement> AccountAsync() => _cli.JsonAsync("account", "create", "acme", "--licences", "9");

    private Task WriteAsync(string attributes, string urn = Urn) =>
        File.WriteAllTextAsync(_file, $$"""{"id":"{{urn}}","attributes":[{{attributes}}]}""", Cancel);

    private async Task<JsonElement> AddAsync()
    {
        var result = await _cli.RunAsync("schema", "add", "--account", "acme", _file, "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^It takes effect at \d\d:\d\d:\d\d UTC\.\s$", result.Error);
        return JsonElement.Parse(result.Output);
    }

    private async Task RemoveAsync(params string[] schema)
    {
        var removed = await _cli.RunAsync(["schema", "remove", "--account", "acme", .. schema]);
        Assert.Equal(0, removed.ExitCode);
    }

    private async Task<IEnumerable<string>> ListAsync() =>
        (await _cli.JsonAsync("schema", "list", "--account", "acme")).EnumerateArray()
            .Select(schema => $"{schema.GetProperty("urn").GetString()} {schema.GetProperty("state").GetString()}");

    /// <summary>Lets the last change have been made a minute earlier.</summary>
    private async Task PassByAsync()
    {
        var row = new TableEntity("acme", "account:acme") { ["GenerationFrom"] = TimeProvider.System.GetUtcNow() };
        await (await _cli.UsersTableAsync()).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, Cancel);
    }
}
