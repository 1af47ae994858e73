using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Spectre.Console.Testing;

namespace Scim.Cli.Tests.Users;

public sealed class LargeImportTests : IDisposable
{
    private const int Users = 20_000;
    private const int Licences = 15_000;

    private readonly Cli _cli = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_is_killed_and_run_again_and_every_user_is_there_once()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", $"{Licences}");
        var file = Path.Combine(_folder.FullName, "users.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, Users).Select(Line), Cancel);

        using (var killed = await _cli.LaunchAsync("users", "import", file, "--account", "acme"))
        {
            while (await UsersAsync() < Users / 10 && !killed.HasExited) await Task.Yield();
            Assert.False(killed.HasExited, "It was to be killed on its way.");
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(Cancel);
        }
        var there = await UsersAsync();
        Assert.InRange(there, Users / 10, Users - 1);

        using var console = new TestConsole().Interactive();
        console.Profile.Width = 120;
        var again = await _cli.WatchAsync(console, "users", "import", file, "--account", "acme", "--json");

        var report = JsonElement.Parse(again.Output);
        Assert.Equal(
            (0, Users, Users - there, there, 0),
            (again.ExitCode, Count("users"), Count("created"), Count("alreadyThere"), Count("failed")));
        Assert.Matches(@"Importing users .*100%.* \d+/s", console.Output);
        var account = await _cli.JsonAsync("account", "show", "acme");
        Assert.Equal(
            (Users, Licences, Users - Licences),
            (
                account.GetProperty("users").GetInt32(),
                account.GetProperty("licencesInUse").GetInt32(),
                account.GetProperty("waiting").GetInt32()));
        Assert.Equal(0, (await _cli.JsonAsync("check", "--account", "acme")).GetArrayLength());

        int Count(string member) => report.GetProperty(member).GetInt32();
    }

    private static string Line(int number) =>
        $$"""{"userName":"user{{number}}@example.com","externalId":"{{number}}","name":"""
        + $$"""{"givenName":"Given","familyName":"Family"},"title":"No. {{number}}"}""";

    private async Task<int> UsersAsync()
    {
        await using var services = await _cli.ServicesAsync();
        return (await services.GetRequiredService<IAccountStore>().FindAsync(AccountId.Parse("acme"), Cancel))!.Users; // It was created.
    }
}
