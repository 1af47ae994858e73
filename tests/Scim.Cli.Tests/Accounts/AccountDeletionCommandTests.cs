using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Operations.Accounts;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Cli.Tests.Accounts;

public sealed class AccountDeletionCommandTests
{
    private readonly Cli _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_before_anything_is_changed()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");

        await _cli.RefusesAsync(2, "will be gone for good. Add --yes", "account", "delete", "acme");
        await _cli.RefusesAsync(1, "There is no account 'nobody'", "account", "delete", "nobody", "--yes");

        Assert.Equal("active", (await _cli.JsonAsync("account", "show", "acme")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Nobody_gets_in_before_a_row_is_removed_and_a_broken_off_deletion_is_taken_up_again()
    {
        var time = new AwaitedTime(AccountDeletion.Grace);
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        var client = (await _cli.JsonAsync("client", "create", "--account", "acme")).GetProperty("client").GetString()!;
        await _cli.JsonAsync("token", "issue", client);
        await using var services = await _cli.ServicesAsync();
        var (accounts, tokens) = (services.GetRequiredService<IAccountStore>(), services.GetRequiredService<ITokenStore>());

        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel))
        {
            var brokenOff = _cli.StartAsync(TextWriter.Null, ["account", "delete", "acme", "--yes"], time, stop.Token);
            await Task.WhenAny(brokenOff, time.WaitsAsync(Cancel));
            Assert.True(await tokens.ListAsync(Cancel).AllAsync(token => token.Revoked, Cancel));
            await stop.CancelAsync();
            Assert.Equal(1, await brokenOff);
        }
        Assert.Equal("deleting", (await _cli.JsonAsync("account", "show", "acme")).GetProperty("state").GetString());
        Assert.True((await _cli.JsonAsync("client", "show", client)).GetProperty("disabled").GetBoolean());
        Assert.NotNull(await accounts.FindAsync(AccountId.Parse("acme"), Cancel));
        await _cli.RefusesAsync(1, "is being deleted", "client", "create", "--account", "acme");
        await _cli.RefusesAsync(1, "is being deleted", "client", "enable", client);
        await _cli.RefusesAsync(1, "is being deleted", "token", "issue", client);

        var deleting = _cli.StartAsync(TextWriter.Null, ["account", "delete", "acme", "--yes"], time, Cancel);
        await Task.WhenAny(deleting, time.WaitsAsync(Cancel));
        time.Advance(AccountDeletion.Grace); // Storage is asked by this clock too, so that it passes once.
        Assert.Equal(0, await deleting);
        Assert.Null(await accounts.FindAsync(AccountId.Parse("acme"), Cancel));
        await _cli.RefusesAsync(1, "was deleted", "account", "show", "acme");
        await _cli.RefusesAsync(1, "is taken", "account", "create", "acme", "--licences", "1");
        var listed = Assert.Single((await _cli.JsonAsync("account", "list")).EnumerateArray());
        Assert.Equal(("deleted", JsonValueKind.Null), (listed.GetProperty("state").GetString(), listed.GetProperty("users").ValueKind));
    }
}
