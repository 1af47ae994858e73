using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tests.Tokens;

public sealed class PruneCommandTests
{
    private readonly Cli _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expired_tokens_are_counted_and_removed_only_when_that_is_agreed()
    {
        await using var services = await _cli.ServicesAsync();
        var tokens = services.GetRequiredService<ITokenStore>();
        var (past, future) = (DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(300));
        await tokens.AddAsync(Token("good", future), Cancel);
        await tokens.AddAsync(Token("revoked", future) with { Revoked = true }, Cancel);
        await tokens.AddAsync(Token("expired", past), Cancel);
        await tokens.AddAsync(Token("both", past) with { Revoked = true }, Cancel);

        Assert.Equal((4, 2, 1, 0), Counts(await _cli.JsonAsync("prune")));
        Assert.Contains("Add --yes", (await _cli.RunAsync("prune")).Output, StringComparison.Ordinal);
        Assert.Equal((4, 2, 1, 2), Counts(await _cli.JsonAsync("prune", "--yes")));
        Assert.Equal((2, 0, 0, 0), Counts(await _cli.JsonAsync("prune")));
        Assert.NotNull(await tokens.FindAsync(SecretHash.Of("good"), Cancel));
        Assert.NotNull(await tokens.FindAsync(SecretHash.Of("revoked"), Cancel));
    }

    private static (int Tokens, int Expired, int Revoked, int Removed) Counts(JsonElement report) => (
        report.GetProperty("tokens").GetInt32(), report.GetProperty("expired").GetInt32(),
        report.GetProperty("revoked").GetInt32(), report.GetProperty("removed").GetInt32());

    private static StsToken Token(string text, DateTimeOffset expires)
    {
        Assert.True(ClientId.TryParse("test", out var client));
        return new StsToken
        {
            Hash = SecretHash.Of(text),
            Account = AccountId.Parse("acme"),
            Client = client,
            Scopes = [Caller.ScimScope],
            Lifetime = TimeSpan.FromDays(1),
            Expires = expires,
            LastUsed = expires.AddDays(-1),
        };
    }
}
