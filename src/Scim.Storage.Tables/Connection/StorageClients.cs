using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// The two faces of the table service over one pool of connections: reads are repeated by the client library, writes are not, since
/// a repeated write whose answer was lost would meet itself and look like a conflict.
/// </summary>
internal sealed class StorageClients : IDisposable
{
    private const int ReadRetries = 3;
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly PooledPages _pages = new();

    public StorageClients(TableStorageOptions options)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = options.Timing.Connect,
            PooledConnectionLifetime = ConnectionLifetime,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        _http = new HttpClient(options.WrapTransport?.Invoke(sockets) ?? sockets) { Timeout = Timeout.InfiniteTimeSpan };
        var credential = options.Endpoint is null ? null : new DefaultAzureCredential();
        Reads = Connect(options, credential, ReadRetries);
        Writes = Connect(options, credential, retries: 0);
    }

    /// <summary>Repeats what failed for want of an answer.</summary>
    public TableServiceClient Reads { get; }

    /// <summary>Sends once.</summary>
    public TableServiceClient Writes { get; }

    public void Dispose()
    {
        _http.Dispose();
        _pages.Dispose();
    }

    private TableServiceClient Connect(TableStorageOptions options, TokenCredential? credential, int retries)
    {
        var settings = new TableClientOptions
        {
            Transport = new HttpClientTransport(_http),
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = retries,
                Delay = options.Timing.FirstPause,
                MaxDelay = options.Timing.LongestPause,
                NetworkTimeout = options.Timing.Try,
            },
            Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false, IsTelemetryEnabled = false },
        };
        settings.AddPolicy(new StorageTelemetry(), HttpPipelinePosition.PerRetry);
        settings.AddPolicy(_pages, HttpPipelinePosition.PerRetry);
        settings.AddPolicy(new ShortAnswers(), HttpPipelinePosition.PerRetry);
        return credential is null
            ? new TableServiceClient(options.ConnectionString, settings)
            : new TableServiceClient(options.Endpoint, credential, settings);
    }
}
