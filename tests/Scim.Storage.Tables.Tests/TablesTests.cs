using Azure.Data.Tables;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Testing.Faults;

namespace Scim.Storage.Tables.Tests;

public sealed class TablesTests : IAsyncLifetime
{
    private static readonly string[] Names = ["Accounts", "EventStreams", "OAuthClients", "Requests", "StsTokens", "TokenBuckets", "Users"];

    private TestStorage _storage = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await TestStorage.OpenAsync();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Are_all_created_by_the_first_write()
    {
        Assert.Empty(await TablesAsync());

        await _storage.Ports.Buckets.WriteAsync(Sample.Client, new BucketState(1, Sample.Start), null, Cancel);

        Assert.Equal(Names, await TablesAsync());
    }

    [Fact]
    public async Task Are_all_created_by_the_probe_which_then_costs_seven_reads()
    {
        await _storage.Ports.Probe.CheckAsync(Cancel);
        Assert.Equal(Names, await TablesAsync());

        _storage.Faults.Forget();
        await _storage.Ports.Probe.CheckAsync(Cancel);
        Assert.Equal(7, _storage.Faults.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)));
        Assert.Equal(7, _storage.Faults.Requests.Count);
    }

    [Fact]
    public async Task Fail_the_probe_while_they_do_not_answer()
    {
        _storage.Faults.On(_ => true, Enumerable.Repeat(StorageFaultKinds.NeverSent, 40));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.Ports.Probe.CheckAsync(Cancel));
    }

    [Fact]
    public async Task That_could_not_be_created_are_created_later()
    {
        _storage.Faults.On(
            request => request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal),
            Enumerable.Repeat(StorageFaultKinds.NeverSent, 24));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => _storage.Ports.Accounts.CreateAsync(
            Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel));
        Assert.Equal(0, _storage.Faults.Planned);

        Assert.True(await _storage.Ports.Accounts.CreateAsync(Sample.Account, Sample.Start, null, Strictness.Lenient, Cancel));
    }

    [Fact]
    public async Task That_vanish_are_created_again_by_the_next_write_of_any_kind()
    {
        await _storage.Ports.Probe.CheckAsync(Cancel);
        var service = new TableServiceClient(_storage.Options.ConnectionString);
        foreach (var name in Names)
            await service.DeleteTableAsync(_storage.Options.TablePrefix + name, Cancel);

        Assert.Null(await _storage.Ports.Users.FindAsync(Sample.Account, UserId.New(Sample.Start), Cancel));
        Assert.Empty((await _storage.Ports.Users.ListAsync(Sample.Account, new UserQuery { Type = UserType.Default }, Cancel)).Users);
        Assert.Empty(await _storage.Ports.Users.ReadAuditAsync(Sample.Account, Cancel).ToListAsync(Cancel));
        Assert.False(await _storage.Ports.Tokens.RevokeAsync(SecretHash.Of("x"), Cancel));
        Assert.Equal(Names, await TablesAsync());

        await service.DeleteTableAsync(_storage.Options.TablePrefix + "Users", Cancel);
        var lost = new Provisioning.Accounts.AccountSnapshot(Sample.Account, null, 0, 0, Strictness.Lenient, "W/\"datetime'2026-01-01'\"");
        var outcome = await _storage.Ports.Users.WriteAsync(Sample.Account, Sample.Creation(lost, Sample.User("jane")), Cancel);
        Assert.Equal(UserWriteResult.AccountChanged, outcome.Result);
        Assert.Equal(Names, await TablesAsync());
    }

    private async Task<IEnumerable<string>> TablesAsync()
    {
        var service = new TableServiceClient(_storage.Options.ConnectionString);
        var names = await service.QueryAsync(cancellationToken: Cancel).Select(table => table.Name).ToListAsync(Cancel);
        return names
            .Where(name => name.StartsWith(_storage.Options.TablePrefix, StringComparison.Ordinal))
            .Select(name => name[_storage.Options.TablePrefix.Length..])
            .Order(StringComparer.Ordinal);
    }
}
