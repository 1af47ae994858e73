using Azure;
using Azure.Identity;
using Scim.LocalHost.Demo;
using Scim.LocalHost.Settings;
using Scim.Provisioning;

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
            await services.GetRequiredService<IStorageProbe>().CheckAsync(patience.Token);
            if (storage.IsLocal) await services.GetRequiredService<DemoAccount>().SeedAsync(demo, patience.Token);
        }
        catch (Exception exception) when (IsRefusal(exception, out var code))
        {
            throw new StartException(
                $"The table storage at {storage.Address} refuses access ({code}). " +
                "Check the key in TableStorage:ConnectionString, or for TableStorage:Endpoint sign in with 'az login' " +
                "and have the role Storage Table Data Contributor.",
                exception);
        }
        catch (Exception exception) when (IsOutage(exception) && !stop.IsCancellationRequested)
        {
            throw new StartException(
                $"The table storage at {storage.Address} does not answer. " +
                "Check TableStorage:ConnectionString or TableStorage:Endpoint, or set neither to have an Azurite started.",
                exception);
        }
    }

    private static bool IsRefusal(Exception exception, out string code)
    {
        code = exception switch
        {
            AuthenticationFailedException => "no Azure credential works",
            RequestFailedException { Status: 401 or 403 } refused => refused.ErrorCode ?? "403",
            _ => "",
        };
        return code.Length > 0 || (exception.InnerException is { } inner && IsRefusal(inner, out code));
    }

    private static bool IsOutage(Exception exception) =>
        exception is StorageUnavailableException or RequestFailedException or OperationCanceledException or AggregateException;
}
