using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Cli.Running;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Testing.Schemas;
using Scim.Testing.Tenants;

namespace Scim.Cli.Tests.Users;

/// <summary>An export and its restoration in an account that has schemas of its own.</summary>
public sealed class OwnSchemaBackupTests : IDisposable
{
    private const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";

    private const string Staff = """
        {
          "badge": "B-1", "grade": 7, "quota": 1.25, "remote": true, "hired": "2024-02-29T08:00:00Z", "site": "lisbon",
          "tags": ["a", "b"], "levels": [1, 2], "locker": "L-9", "unit": "U", "note": "known to the service alone"
        }
        """;

    private readonly Cli _cli = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Users_are_restored_into_an_account_that_has_the_schemas()
    {
        await AccountAsync("from", [StaffSchema.Document, AssetsSchema.Document]);
        await AccountAsync("to", [StaffSchema.Document, AssetsSchema.Document]);
        await CreateAsync("from", Staff, StaffSchema.Urn);
        var export = await ExportAsync("from");

        await _cli.JsonAsync("users", "import", export, "--account", "to", "--restore");

        Assert.Contains("\"badge\":\"B-1\"", await File.ReadAllTextAsync(export, Cancel), StringComparison.Ordinal);
        Assert.Contains("\"locker\":\"L-9\"", await File.ReadAllTextAsync(export, Cancel), StringComparison.Ordinal);
        Assert.Equal(await TestUsers.WithoutVersionsAsync(export), await TestUsers.WithoutVersionsAsync(await ExportAsync("to")));
        Assert.Equal(0, (await _cli.JsonAsync("check", "--account", "to")).GetArrayLength());
    }

    [Fact]
    public async Task An_account_without_the_schema_loses_nothing_silently()
    {
        await AccountAsync("from", [StaffSchema.Document]);
        await AccountAsync("to", []);
        await CreateAsync("from", Staff, StaffSchema.Urn);

        var result = await _cli.RunAsync("users", "import", await ExportAsync("from"), "--account", "to", "--restore");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"The account has no schema {StaffSchema.Urn}.", result.Error, StringComparison.Ordinal);
        Assert.Contains("scim schema add --account to", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grade", """{"name":"grade"}""")]
    [InlineData("locker", """{"name":"grade","type":"integer"}""")]
    public async Task An_attribute_that_is_missing_or_of_another_type_is_refused(string attribute, string has)
    {
        await AccountAsync("from", [OwnSchema("""{"name":"grade","type":"integer"},{"name":"locker"}""")]);
        await AccountAsync("to", [OwnSchema(has)]);
        await CreateAsync("from", """{"grade":7,"locker":"L"}""");

        var result = await _cli.RunAsync("users", "import", await ExportAsync("from"), "--account", "to", "--restore");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"The account does not have {Urn}:{attribute}", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.JsonAsync("account", "show", "to")).GetProperty("users").GetInt32());
    }

    [Fact]
    public async Task Values_that_clients_cannot_set_are_restored_and_new_requirements_do_not_bind()
    {
        await AccountAsync("from", [OwnSchema("""{"name":"score"},{"name":"site"}""")]);
        await AccountAsync("to", [OwnSchema(
            """{"name":"score","mutability":"readOnly"},{"name":"site","canonicalValues":["B"]},{"name":"must","required":true}""")]);
        await CreateAsync("from", """{"score":"5","site":"A"}""");
        var export = await ExportAsync("from");

        await _cli.JsonAsync("users", "import", export, "--account", "to", "--restore");

        Assert.Equal(await TestUsers.WithoutVersionsAsync(export), await TestUsers.WithoutVersionsAsync(await ExportAsync("to")));
    }

    [Fact]
    public async Task An_import_does_not_leave_out_an_extension_silently()
    {
        await AccountAsync("to", []);
        var file = Path.Combine(_folder.FullName, "users.jsonl");
        await File.WriteAllTextAsync(
            file, $$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{"code":"c"}}""", Cancel);

        var result = await _cli.RunAsync("users", "import", file, "--account", "to");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"Line 1: The account has no schema {Urn}.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_object_is_a_fault_of_the_file()
    {
        await AccountAsync("to", []);
        var file = Path.Combine(_folder.FullName, "users.jsonl");
        await File.WriteAllTextAsync(file, "[1]\n", Cancel);

        var result = await _cli.RunAsync("users", "import", file, "--account", "to", "--restore");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Line 1: The body must be a JSON object", result.Error, StringComparison.Ordinal);
    }

    private async Task AccountAsync(string name, string[] schemas)
    {
        await _cli.JsonAsync("account", "create", name, "--licences", "9");
        await using var services = await _cli.ServicesAsync();
        if (schemas.Length > 0)
        {
            await TenantStorage.AddSchemasAsync(
                services.GetRequiredService<IAccountStore>(), AccountId.Parse(name), schemas, _cli.Time.GetUtcNow(), Cancel);
        }
    }

    private static string OwnSchema(string attributes) => $$"""{"id":"{{Urn}}","name":"Acme","attributes":[{{attributes}}]}""";

    private async Task CreateAsync(string name, string extension, string urn = Urn)
    {
        var user = $$"""{"userName":"ann@example.com","name":{"givenName":"Ann","familyName":"Lee"},"{{urn}}":{{extension}}}""";
        await using var services = await _cli.ServicesAsync();
        var account = AccountId.Parse(name);
        var rules = await services.GetRequiredService<RememberedAccounts>().RulesAsync(account, atLeast: 0, Cancel);
        await services.GetRequiredService<UserService>().CreateAsync(
            Session.Operator.CallFor(account, rules), JsonElement.Parse(user), Cancel);
    }

    private async Task<string> ExportAsync(string account)
    {
        var file = Path.Combine(_folder.FullName, $"{account}.jsonl");
        await _cli.JsonAsync("users", "export", "--account", account, "--to", file);
        return file;
    }
}
