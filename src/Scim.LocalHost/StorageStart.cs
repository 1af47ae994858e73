using Azure;
using Scim.LocalHost.Demo;
using Scim.LocalHost.Settings;
using Scim.Provisioning;
using Scim.Storage.Tables;

namespace Scim.LocalHost;

/// <summary>Makes the storage ready: its tables, and in a local one the demo account.</summary>
internal static class StorageStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="StartException">The storage does not answer, or refuses.</exception>
    public static async Task RunAsync(IServiceProvider services, StorageSettings storage, DemoSettings demo, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await Task.WhenAll(
                services.GetRequiredService<IStorageProbe>().CheckAsync(patience.Token),
                storage.IsLocal ? services.GetRequiredService<DemoAccount>().SeedAsync(demo, patience.Token) : Task.CompletedTask);
        }
        catch (Exception exception) when (StorageDiagnosis.RefusalOf(exception) is { } code)
        {
            throw new StartException(StorageDiagnosis.Refused(storage.Address, code), exception);
        }
        catch (Exception exception) when (IsOutage(exception) && !stop.IsCancellationRequested)
        {
            throw new StartException(
                $"The table storage at {storage.Address} does not answer. " +
                "Check TableStorage:ConnectionString or TableStorage:Endpoint, or set neither to have an Azurite started.",
                exception);
        }
    }

    private static bool IsOutage(Exception exception) =>
        exception is StorageUnavailableException or RequestFailedException or OperationCanceledException or AggregateException;
}
