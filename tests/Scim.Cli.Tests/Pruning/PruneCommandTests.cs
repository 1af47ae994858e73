using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Cli.Tests.Users;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Testing;

namespace Scim.Cli.Tests.Pruning;

public sealed class PruneCommandTests : IAsyncLifetime
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private readonly Cli _cli = new();
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private ITokenStore Tokens => _services.GetRequiredService<ITokenStore>();

    private ITokenBucketStore Buckets => _services.GetRequiredService<ITokenBucketStore>();

    public async ValueTask InitializeAsync() => _services = await _cli.ServicesAsync();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Expired_tokens_are_counted_and_removed_only_when_that_is_agreed()
    {
        var (past, future) = (DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(300));
        await Tokens.AddAsync(Token("good", future), Cancel);
        await Tokens.AddAsync(Token("revoked", future) with { Revoked = true }, Cancel);
        await Tokens.AddAsync(Token("expired", past), Cancel);
        await Tokens.AddAsync(Token("both", past) with { Revoked = true }, Cancel);

        Assert.Equal(("tokens", 4, 2, 0), (await PruneAsync())[0]);
        Assert.Contains("Add --yes", (await _cli.RunAsync("prune")).Output, StringComparison.Ordinal);
        Assert.Equal(("tokens", 4, 2, 2), (await PruneAsync("--yes"))[0]);
        Assert.Equal(("tokens", 2, 0, 0), (await PruneAsync())[0]);
        Assert.DoesNotContain("Add --yes", (await _cli.RunAsync("prune")).Output, StringComparison.Ordinal);
        Assert.NotNull(await Tokens.FindAsync(SecretHash.Of("good"), Cancel));
        Assert.NotNull(await Tokens.FindAsync(SecretHash.Of("revoked"), Cancel));
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(61, 1)]
    public async Task A_token_is_kept_for_an_hour_after_its_expiry_since_clocks_differ(int minutesAgo, int removed)
    {
        await Tokens.AddAsync(Token("expired", Now.AddMinutes(-minutesAgo)), Cancel);

        Assert.Equal(("tokens", 1, removed, removed), (await PruneAsync("--yes"))[0]);
    }

    [Fact]
    public async Task Only_buckets_are_removed_whose_absence_means_the_same()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        var client = (await _cli.JsonAsync("client", "create", "--account", "acme", "--rate", "0.01", "--burst", "100"))
            .GetProperty("client").GetString()!;
        var rested = (await _cli.JsonAsync("client", "create", "--account", "acme", "--rate", "0.01", "--burst", "100"))
            .GetProperty("client").GetString()!;
        await WriteAsync(client, -96, Now.AddHours(-2)); // Full after 5 h 26 min.
        await WriteAsync(rested, -96, Now.AddHours(-7));
        await WriteAsync("recent", 3, Now.AddMinutes(-59));
        await WriteAsync("nobody", -96, Now.AddMinutes(-61));

        Assert.Equal(("token buckets", 4, 2, 0), (await PruneAsync())[1]);
        Assert.Equal(("token buckets", 4, 2, 2), (await PruneAsync("--yes"))[1]);
        Assert.Equal(("token buckets", 2, 0, 0), (await PruneAsync("--yes"))[1]);
    }

    [Theory]
    [InlineData(2, "ahead of storage's")]
    [InlineData(-2, "behind storage's")]
    public async Task By_a_clock_that_is_wrong_nothing_is_removed(int hours, string side)
    {
        await Tokens.AddAsync(Token("in use", Now.AddMinutes(10)), Cancel);
        _cli.Time = new ShiftedClock(TimeSpan.FromHours(hours));

        await _cli.RefusesAsync(1, side, "prune", "--yes");

        Assert.NotNull(await Tokens.FindAsync(SecretHash.Of("in use"), Cancel));
    }

    [Fact]
    public async Task Old_audit_rows_are_removed_only_when_they_are_asked_for()
    {
        _cli.Time = new ShiftedClock(TimeSpan.FromDays(-3));
        foreach (var account in new[] { "acme", "another", "leaving" })
        {
            await _cli.JsonAsync("account", "create", account, "--licences", "5");
            await _cli.CreateUsersAsync(account, "ann", "bob");
        }
        await _services.GetRequiredService<IAccountStore>().SetStateAsync(AccountId.Parse("leaving"), AccountState.Deleting, Cancel);

        _cli.Time = TimeProvider.System;
        Assert.Equal(2, (await PruneAsync("--yes")).Count);
        Assert.Equal(("audit rows", 4, 0, 0), (await PruneAsync("--audit-older-than", "73h", "--yes"))[2]);
        await _cli.CreateUsersAsync("acme", "cid");
        Assert.Equal(("audit rows", 5, 0, 0), (await PruneAsync("--audit-older-than", "4d", "--yes"))[2]);
        Assert.Equal(("audit rows", 3, 2, 0), (await PruneAsync("--audit-older-than", "49h", "--account", "acme"))[2]);
        Assert.Equal(("audit rows", 3, 2, 2), (await PruneAsync("--audit-older-than", "49h", "--account", "acme", "--yes"))[2]);
        Assert.Equal(("audit rows", 3, 2, 2), (await PruneAsync("--audit-older-than", "2d", "--yes"))[2]);

        Assert.Single(await TrailAsync("acme"));
        Assert.Empty(await TrailAsync("another"));
        Assert.Equal(2, (await TrailAsync("leaving")).Count);
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [Fact]
    public async Task Old_rows_of_the_logs_of_requests_are_removed_only_when_they_are_asked_for()
    {
        foreach (var account in (string[])["acme", "another"])
        {
            await _cli.JsonAsync("account", "create", account, "--licences", "5");
            await LogAsync(AccountId.Parse(account), Now.AddDays(-3), Now);
        }

        Assert.Equal(2, (await PruneAsync("--yes")).Count);
        Assert.Equal(("request rows", 4, 0, 0), (await PruneAsync("--requests-older-than", "73h", "--yes"))[2]);
        Assert.Equal(("request rows", 2, 1, 0), (await PruneAsync("--requests-older-than", "2d", "--account", "acme"))[2]);
        Assert.Equal(("request rows", 2, 1, 1), (await PruneAsync("--requests-older-than", "2d", "--account", "acme", "--yes"))[2]);
        Assert.Equal(
            ["tokens", "token buckets", "request rows", "audit rows"],
            (await PruneAsync("--requests-older-than", "2d", "--audit-older-than", "2d", "--yes")).Select(pruned => pruned.Kind));

        Assert.Single(await LoggedAsync("acme"));
        Assert.Single(await LoggedAsync("another"));
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [Theory]
    [InlineData(2, "at least 1d", "--audit-older-than", "23h")]
    [InlineData(2, "at least 1d", "--requests-older-than", "23h")]
    [InlineData(2, "at least a day, such as 14d", "--requests-older-than", "yesterday")]
    [InlineData(2, "at least a day, such as 400d", "--audit-older-than", "yesterday")]
    [InlineData(2, "at least a day, such as 400d", "--audit-older-than", "0d")]
    [InlineData(2, "--account goes with --requests-older-than or --audit-older-than", "--account", "acme")]
    [InlineData(1, "There is no account 'nobody'", "--audit-older-than", "400d", "--account", "nobody", "--yes")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] options) =>
        _cli.RefusesAsync(exitCode, why, ["prune", .. options]);

    [Fact]
    public async Task An_account_that_is_being_deleted_is_refused()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        await _services.GetRequiredService<IAccountStore>().SetStateAsync(Acme, AccountState.Deleting, Cancel);

        await _cli.RefusesAsync(1, "is being deleted", "prune", "--audit-older-than", "400d", "--account", "acme");
    }

    private async Task<IReadOnlyList<(string Kind, long All, long Removable, long Removed)>> PruneAsync(params string[] options) =>
    [
        .. (await _cli.JsonAsync(["prune", .. options])).EnumerateArray().Select(pruned => (
            pruned.GetProperty("kind").GetString()!, // Every row has one.
            Count(pruned, "all"), Count(pruned, "removable"), Count(pruned, "removed"))),
    ];

    private static long Count(JsonElement pruned, string member) => pruned.GetProperty(member).GetInt64();

    private async Task WriteAsync(string client, double tokens, DateTimeOffset refilledAt) =>
        Assert.NotNull(await Buckets.WriteAsync(ClientId.Parse(client), new BucketState(tokens, refilledAt), etag: null, Cancel));

    private async Task<IReadOnlyList<AuditEntry>> TrailAsync(string account) =>
        await _services.GetRequiredService<IUserStore>().ReadAuditAsync(AccountId.Parse(account), Cancel).ToListAsync(Cancel);

    private Task LogAsync(AccountId account, params DateTimeOffset[] times) =>
        _services.GetRequiredService<IRequestLog>().WriteAsync(
            new RequestBatch(account, [.. times.Select(when => Entry(account, when))], []), Cancel);

    private async Task<IReadOnlyList<LoggedRequest>> LoggedAsync(string account) =>
        await _services.GetRequiredService<IRequestLog>().ReadAsync(AccountId.Parse(account), null, null, Cancel).ToListAsync(Cancel);

    private static LoggedRequest Entry(AccountId account, DateTimeOffset when) => new()
    {
        Id = Guid.CreateVersion7(when),
        Account = account,
        When = when,
        Client = ClientId.Parse("test"),
        Method = "POST",
        Route = "/Users",
        Operation = "CreateUser",
        Status = 400,
        Duration = TimeSpan.Zero,
        CorrelationId = "0af7651916cd43dd8448eb211c80319c",
    };

    private static StsToken Token(string text, DateTimeOffset expires) => new()
    {
        Hash = SecretHash.Of(text),
        Account = Acme,
        Client = ClientId.Parse("test"),
        Scopes = [Caller.ScimScope],
        Lifetime = TimeSpan.FromDays(1),
        Expires = expires,
        LastUsed = expires.AddDays(-1),
    };
}
