using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Tests.Checks;

/// <summary>
/// Rows of users that were written when text was compared in capitals only, so that a composed and a decomposed name were two.
/// </summary>
public sealed class OlderComparisonTests : IAsyncLifetime
{
    private const string Composed = "jos\u00E9";
    private const string Decomposed = "jose\u0301";

    private static readonly AccountId Account = AccountId.Parse("acme");

    private readonly Cli _cli = new();
    private ServiceProvider _services = null!;
    private TableClient _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UserService Users => _services.GetRequiredService<UserService>();

    public async ValueTask InitializeAsync()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "9");
        _services = await _cli.ServicesAsync();
        _table = await _cli.UsersTableAsync();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Stale_keys_and_index_rows_are_told_and_written_anew()
    {
        var user = await CreateAsync("old");
        await MakeOldAsync(user, "old", Decomposed);
        var old = await KeysAsync(user);

        var found = await _cli.FindingsAsync(1, "check");
        Assert.Equal(
            ["dangling index row", "dangling index row", "missing index row", "missing index row", "userName key"],
            found.Select(finding => finding.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(old, await KeysAsync(user));
        Assert.All(await _cli.FindingsAsync(0, "check", "--repair", "--yes"), finding => Assert.Equal("repaired", finding.State));

        Assert.Empty(await _cli.FindingsAsync(0, "check"));
        Assert.Equal($"{Decomposed}@acme.example", await NameAsync(user));
        await IsTakenAsync(Composed);
    }

    [Fact]
    public async Task Names_that_are_one_now_are_told_and_left_alone()
    {
        var (holder, twin) = (await CreateAsync(Composed), await CreateAsync("twin"));
        await MakeOldAsync(twin, "twin", Decomposed);
        var claim = (await KeysAsync(holder)).Single(IsClaim);

        var left = (await _cli.FindingsAsync(1, "check", "--repair", "--yes")).Where(finding => finding.State == "found").ToList();

        Assert.Equal([("shared userName", claim, twin.ToString(), "found")], left);
        Assert.Equal(left, await _cli.FindingsAsync(1, "check", "--repair", "--yes"));
        Assert.Equal(claim, (await KeysAsync(holder)).Single(IsClaim));
        Assert.Equal(($"{Composed}@acme.example", $"{Decomposed}@acme.example"), (await NameAsync(holder), await NameAsync(twin)));
    }

    [Fact]
    public async Task When_one_of_the_two_is_gone_a_repair_leaves_the_name_to_the_other()
    {
        var (holder, twin) = (await CreateAsync(Composed), await CreateAsync("twin"));
        await MakeOldAsync(twin, "twin", Decomposed);
        await _cli.FindingsAsync(1, "check", "--repair", "--yes");

        await Users.DeleteAsync(Request(), twin.ToString(), expectedVersion: null, Cancel);
        await _cli.FindingsAsync(0, "check", "--repair", "--yes");

        Assert.Empty(await _cli.FindingsAsync(0, "check"));
        Assert.Single(await KeysAsync(holder), IsClaim);
        await IsTakenAsync(Decomposed);
    }

    private static bool IsClaim(string key) => key.StartsWith("userName:", StringComparison.Ordinal);

    private static CallContext Request()
    {
        Assert.True(ClientId.TryParse("test", out var client));
        return CallContext.OfOperator(client, Account, ReadingRules.Default, "test");
    }

    private async Task<UserId> CreateAsync(string name)
    {
        var body = JsonElement.Parse(
            $$"""{"userName":"{{name}}@acme.example","name":{"givenName":"A","familyName":"B"},"emails":"""
            + $$"""[{"value":"{{name}}@home.example"}]}""");
        return (await Users.CreateAsync(Request(), body, Cancel)).Id;
    }

    /// <summary>Gives a user another name and writes its rows as they were under the older comparison.</summary>
    private async Task MakeOldAsync(UserId id, string before, string after)
    {
        var user = (await _table.GetEntityAsync<TableEntity>(Account.Value, $"user:{id}", cancellationToken: Cancel)).Value;
        var document = Encoding.UTF8.GetString(user.GetBinary("Document0"));
        user["Document0"] = Encoding.UTF8.GetBytes(document.Replace($"\"{before}@", $"\"{after}@", StringComparison.Ordinal));
        user["UserName"] = $"{after}@acme.example";
        user["UserNameKey"] = Capitals($"{after}@acme.example");
        await _table.UpdateEntityAsync(user, user.ETag, TableUpdateMode.Replace, Cancel);
        foreach (var key in await KeysAsync(id))
            await _table.DeleteEntityAsync(Account.Value, key, cancellationToken: Cancel);
        foreach (var key in new[] { $"userName:{Hash($"{after}@acme.example")}", $"email:{Hash($"{after}@home.example")}:{id}" })
            await _table.AddEntityAsync(new TableEntity(Account.Value, key) { ["User"] = id.ToString() }, Cancel);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Capitals(text))));

    private static string Capitals(string text) => text.ToUpperInvariant();

    private async Task IsTakenAsync(string name) =>
        Assert.Equal("uniqueness", (await Assert.ThrowsAsync<ScimException>(() => CreateAsync(name))).Error.Type);

    private async Task<string?> NameAsync(UserId id)
    {
        var user = await Users.GetAsync(Request(), id.ToString(), Cancel);
        return JsonElement.Parse(user.Document.Span).GetProperty("userName").GetString();
    }

    /// <summary>The keys of the index rows that lead to a user.</summary>
    private async Task<IReadOnlyList<string>> KeysAsync(UserId id)
    {
        var user = id.ToString();
        return await _table.QueryAsync<TableEntity>(row => row.PartitionKey == Account.Value, cancellationToken: Cancel)
            .Where(row => row.GetString("User") == user && row.RowKey != $"user:{user}")
            .Where(row => IsClaim(row.RowKey) || row.RowKey.StartsWith("email:", StringComparison.Ordinal))
            .Select(row => row.RowKey)
            .ToListAsync(Cancel);
    }
}
