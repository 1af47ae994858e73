using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Cli.Tests.Users;

/// <summary>What happens to accounts, users and storage while a command is at work.</summary>
public sealed class UserCommandFaultsTests : IAsyncLifetime
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private readonly Cli _cli = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private StorageProxy _proxy = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_account_that_goes_away_under_a_command_is_said_in_one_line()
    {
        await _cli.CreateUsersAsync("acme", "ann", "bob");
        await _cli.JsonAsync("account", "set", "acme", "--licences", "2");
        var users = await _cli.UsersTableAsync();
        OnFirstWrite(() => users.DeleteEntityAsync("acme", "account:acme", ETag.All, Cancel));

        await _cli.RefusesAsync(1, "The account is being deleted.", "users", "activate-waiting", "--account", "acme", "--yes");
    }

    [Fact]
    public async Task A_user_written_by_schemas_that_the_account_does_not_know_is_passed_over_and_told()
    {
        await _cli.CreateUsersAsync("acme", "ann", "bob", "cid");
        var users = await _cli.UsersTableAsync();
        await using (var services = await _cli.ServicesAsync())
        {
            var page = await services.GetRequiredService<IUserStore>().ListAsync(Acme, new UserQuery { Type = UserType.Default }, Cancel);
            var bob = (await users.GetEntityAsync<TableEntity>("acme", $"user:{page.Users[1].Id}", cancellationToken: Cancel)).Value;
            bob["Generation"] = 1;
            await users.UpdateEntityAsync(bob, bob.ETag, TableUpdateMode.Replace, Cancel);
        }
        await _cli.JsonAsync("account", "set", "acme", "--licences", "3");

        var result = await _cli.RunAsync("users", "activate-waiting", "--account", "acme", "--yes", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            """{"activated":1,"stillWaiting":1}""",
            JsonSerializer.Serialize(JsonElement.Parse(result.Output)));
        Assert.Contains("1 user still waits that was written by schemas", result.Error, StringComparison.Ordinal);
        Assert.Contains("scim check", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_is_deactivated_under_the_command_is_not_activated()
    {
        await _cli.CreateUsersAsync("acme", "ann", "bob", "cid");
        await _cli.JsonAsync("account", "set", "acme", "--licences", "3");
        OnFirstWrite(() => PatchFirstWaitingAsync("active", value: false));

        var report = await ActivateAsync();

        Assert.Equal((1, 0), (report.GetProperty("activated").GetInt32(), report.GetProperty("stillWaiting").GetInt32()));
        Assert.Equal(2, (await _cli.JsonAsync("account", "show", "acme")).GetProperty("licencesInUse").GetInt32());
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [Fact]
    public async Task A_user_that_is_renamed_under_the_command_is_activated_with_the_new_name()
    {
        await _cli.CreateUsersAsync("acme", "ann", "bob");
        await _cli.JsonAsync("account", "set", "acme", "--licences", "3");
        OnFirstWrite(() => PatchFirstWaitingAsync("displayName", "Bobby"));

        Assert.Equal(1, (await ActivateAsync()).GetProperty("activated").GetInt32());

        await using var services = await _cli.ServicesAsync();
        var page = await services.GetRequiredService<IUserStore>().ListAsync(Acme, new UserQuery { Type = UserType.Default }, Cancel);
        Assert.Contains("Bobby", JsonSerializer.Serialize(JsonElement.Parse(page.Users[1].Document.Span)), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Users, user => user.WaitingForLicence);
    }

    [Fact]
    public async Task An_import_that_storage_breaks_off_is_run_again()
    {
        const int Users = 3_000;
        await _cli.JsonAsync("account", "set", "acme", "--licences", "2000");
        var file = Path.Combine(_folder.FullName, "users.jsonl");
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(0, Users).Select(index => $$$"""{"userName":"user{{{index}}}","name":{"givenName":"A","familyName":"B"}}"""),
            Cancel);

        _cli.ConnectionString = _proxy.ConnectionString;
        var importing = _cli.RunAsync("users", "import", file, "--account", "acme");
        while (await UsersAsync() < 20 && !importing.IsCompleted) await Task.Yield();
        await _proxy.RefuseAsync();
        var brokenOff = await importing;

        Assert.Equal((1, ""), (brokenOff.ExitCode, brokenOff.Output));
        var lines = brokenOff.Error.TrimEnd().Split('\n');
        Assert.EndsWith("Run the import again to go on.", lines[^2].TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith(
            $"The table storage at http://127.0.0.1:{_proxy.Port}/devstoreaccount1 does not answer.", lines[^1], StringComparison.Ordinal);
        var there = await UsersAsync();
        Assert.InRange(there, 20, Users - 1);

        _cli.ConnectionString = null;
        var report = await _cli.JsonAsync("users", "import", file, "--account", "acme");
        Assert.Equal(
            (Users, Users - there, there),
            (
                report.GetProperty("users").GetInt32(),
                report.GetProperty("created").GetInt32(),
                report.GetProperty("alreadyThere").GetInt32()));
        var account = await _cli.JsonAsync("account", "show", "acme");
        Assert.Equal(
            (Users, 2_000, Users - 2_000),
            (
                account.GetProperty("users").GetInt32(),
                account.GetProperty("licencesInUse").GetInt32(),
                account.GetProperty("waiting").GetInt32()));
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    /// <summary>Something happens after the command has read and before it writes.</summary>
    private void OnFirstWrite(Func<Task> act)
    {
        var isFirst = true;
        _proxy.Before = async request =>
        {
            if (request.Method == "GET" || !isFirst) return;
            isFirst = false;
            await act();
        };
        _cli.ConnectionString = _proxy.ConnectionString;
    }

    private Task<JsonElement> ActivateAsync() => _cli.JsonAsync("users", "activate-waiting", "--account", "acme", "--yes");

    private async Task PatchFirstWaitingAsync(string path, object value)
    {
        await using var services = await _cli.ServicesAsync();
        var page = await services.GetRequiredService<IUserStore>().ListAsync(Acme, new UserQuery { Type = UserType.Default }, Cancel);
        var patch = JsonSerializer.SerializeToElement(new
        {
            schemas = new[] { "urn:ietf:params:scim:api:messages:2.0:PatchOp" },
            Operations = new[] { new { op = "replace", path, value } },
        });
        await services.GetRequiredService<UserService>().PatchAsync(
            CallContext.OfOperator(ClientId.Parse("connector"), Acme, ReadingRules.Default, "test"),
            page.Users.First(user => user.WaitingForLicence).Id.ToString(),
            patch,
            expectedVersion: null,
            Cancel);
    }

    private async Task<int> UsersAsync()
    {
        await using var services = await _cli.ServicesAsync();
        return (await services.GetRequiredService<IAccountStore>().FindAsync(Acme, Cancel))!.Users; // It was created.
    }
}
