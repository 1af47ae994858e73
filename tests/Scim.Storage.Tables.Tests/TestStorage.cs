using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Connection;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Storage.Tables.Tests;

/// <summary>One instance of the service's storage, as a host would have it.</summary>
internal sealed class TestStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TestStorage(TableStorageOptions options, StorageFaults faults, TimeProvider? time)
    {
        Options = options;
        Faults = faults;
        var services = new ServiceCollection();
        if (time is not null)
            services.AddSingleton(time);
        _services = services.AddScimTableStorage(options).BuildServiceProvider();
        Ports = new Ports(
            Get<IAccountStore>(),
            Get<IAuditRetention>(),
            Get<IClientStore>(),
            Get<ITokenStore>(),
            Get<ITokenBucketStore>(),
            Get<IUserStore>(),
            Get<IStreamStore>(),
            Get<IOutbox>(),
            Get<IRequestLog>(),
            Get<IIntegrityCheck>(),
            Get<IStorageProbe>());
    }

    public TableStorageOptions Options { get; }

    public StorageFaults Faults { get; }

    public Ports Ports { get; }

    public TableSet Tables => Get<TableSet>();

    /// <summary>Opens new tables.</summary>
    public static async Task<TestStorage> OpenAsync(
        Func<TableStorageOptions, TableStorageOptions>? change = null, TimeProvider? time = null)
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        var options = new TableStorageOptions
        {
            ConnectionString = azurite.ConnectionString,
            TablePrefix = AzuriteInstance.NewTablePrefix(),
            Timing = new StorageTiming { FirstPause = TimeSpan.FromMilliseconds(5), LongestPause = TimeSpan.FromMilliseconds(20) },
        };
        return Open(change?.Invoke(options) ?? options, time);
    }

    /// <summary>Another instance over the same tables.</summary>
    public TestStorage Another(TimeProvider? time = null) => Open(Options, time);

    /// <summary>A service of the instance.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static TestStorage Open(TableStorageOptions options, TimeProvider? time)
    {
        var faults = new StorageFaults();
        return new TestStorage(options with { WrapTransport = faults.Over }, faults, time);
    }
}
