using Scim.Console;
using Scim.LocalHost.Settings;
using Scim.Storage.Tables;

namespace Scim.LocalHost.Consoles;

/// <summary>The operator's console beside the service, over the same storage.</summary>
/// <param name="services">The services of the host.</param>
/// <param name="tables">The storage.</param>
/// <param name="storageAddress">Where that is.</param>
internal sealed class LocalConsole(IServiceProvider services, TableStorageOptions tables, string storageAddress) : IAsyncDisposable
{
    private ConsoleServer? _server;

    /// <summary>Starts it on a free port.</summary>
    /// <exception cref="StartException">It cannot listen.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        var options = new ConsoleOptions($"{storageAddress}, tables {tables.TablePrefix}*")
        {
            AdviceFor = outage => StorageDiagnosis.AdviceFor(outage, tables),
        };
        try
        {
            // Aside: the service listens meanwhile.
            _server = await Task.Run(() => ConsoleServer.StartAsync(services, options, stop), stop);
        }
        catch (IOException exception)
        {
            throw new StartException("The console cannot listen on 127.0.0.1. Start without it by --LocalHost:Console=false.", exception);
        }
    }

    /// <summary>Tells it where the service is reached, so that its pages do not ask.</summary>
    public void ServiceIsAt(string address) => _server?.ServiceIsAt(address);

    /// <summary>An address that opens it.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public string NewOneTimeAddress() =>
        (_server ?? throw new InvalidOperationException("The console was not started.")).NewOneTimeAddress();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
