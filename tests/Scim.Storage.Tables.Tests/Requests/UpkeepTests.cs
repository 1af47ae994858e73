using Microsoft.Extensions.Logging.Abstractions;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;
using Scim.Storage.Contracts;

namespace Scim.Storage.Tables.Tests.Requests;

/// <summary>What the upkeep removes from storage, and what it costs where there is nothing to remove.</summary>
public sealed class UpkeepTests : IAsyncLifetime
{
    private static readonly AccountId Gone = AccountId.Parse("gone");
    private static readonly AccountId[] Active = [.. Enumerable.Range(0, 3).Select(number => AccountId.Parse($"acme-{number}"))];

    private TestStorage _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // By storage's clock.
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync();
        foreach (var account in (AccountId[])[.. Active, Gone])
            await _storage.Ports.Accounts.CreateAsync(account, Now, null, Strictness.Lenient, Cancel);
        await _storage.Ports.Accounts.SetStateAsync(Gone, AccountState.Deleted, Cancel);
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Theory]
    [InlineData(null, 11)]
    [InlineData(400, 14)]
    public async Task With_nothing_old_it_costs_four_requests_and_two_an_account_with_an_audit_setting_three(int? auditDays, int requests)
    {
        await LogAsync(Active[0], 1);
        _storage.Faults.Forget();

        Assert.True((await RunAsync(_storage, auditDays)).IsComplete);

        Assert.Equal(requests, _storage.Faults.Requests.Count);
    }

    [Fact]
    public async Task Instances_that_run_at_once_remove_all_that_is_old_and_nothing_else()
    {
        foreach (var account in Active)
            await LogAsync(account, [.. Enumerable.Range(0, 300).Select(number => number < 10 ? 1 + number : 15.0 + (number / 300.0))]);
        await LogAsync(Gone, 0);
        var client = ClientId.Parse("nobody");
        await _storage.Ports.Buckets.WriteAsync(client, new BucketState(0, Now.AddHours(-2)), null, Cancel);
        foreach (var days in (int[])[1, 15, 16])
            await _storage.Ports.Tokens.AddAsync(Token($"{days}", Now.AddDays(-days)), Cancel);
        var instances = Enumerable.Range(0, 3).Select(_ => _storage.Another()).ToList();

        var runs = await Task.WhenAll(instances.Select(instance => RunAsync(instance, auditDays: null)));

        Assert.All(runs, counts => Assert.True(counts.IsComplete));
        Assert.Equal(3 * 290 + 1, runs.Sum(counts => counts.Requests.Removed));
        Assert.Equal((2, 1), (runs.Sum(counts => counts.Tokens.Removed), runs.Sum(counts => counts.Buckets.Removed)));
        foreach (var account in Active)
            Assert.Equal(10, await _storage.Ports.Requests.ReadAsync(account, null, null, Cancel).CountAsync(Cancel));
        Assert.Empty(await _storage.Ports.Requests.ReadAsync(Gone, null, null, Cancel).ToListAsync(Cancel));
        Assert.Null(await _storage.Ports.Buckets.FindAsync(client, Cancel));
        Assert.NotNull(await _storage.Ports.Tokens.FindAsync(SecretHash.Of("1"), Cancel));
        foreach (var instance in instances)
            await instance.DisposeAsync();
    }

    private static Task<UpkeepCounts> RunAsync(TestStorage storage, int? auditDays)
    {
        var ports = storage.Ports;
        var time = TimeProvider.System;
        return new UpkeepSweep(
            ports.Accounts,
            storage.Get<IIntegrityCheck>(),
            ports.Requests,
            ports.Audit,
            new ExpiredTokens(ports.Tokens, time),
            new IdleBuckets(ports.Buckets, ports.Clients, time),
            Retention.OfDays(requests: null, auditDays),
            new UpkeepLog(NullLogger<UpkeepLog>.Instance),
            time).RunAsync(TimeSpan.FromMinutes(5), Cancel);
    }

    /// <summary>Logs an entry of each of those ages in days.</summary>
    private async Task LogAsync(AccountId account, params double[] ages)
    {
        foreach (var some in ages.Chunk(RequestBatch.Most))
        {
            LoggedRequest[] entries = [.. some.Select(age => SampleRequests.Answered(Now.AddDays(-age), account))];
            await _storage.Ports.Requests.WriteAsync(new RequestBatch(account, entries, []), Cancel);
        }
    }

    private static StsToken Token(string text, DateTimeOffset expires) => new()
    {
        Hash = SecretHash.Of(text),
        Account = Active[0],
        Client = ClientId.Parse("nobody"),
        Scopes = [Caller.ScimScope],
        Lifetime = TimeSpan.FromHours(1),
        Expires = expires,
        LastUsed = expires.AddHours(-1),
    };
}
