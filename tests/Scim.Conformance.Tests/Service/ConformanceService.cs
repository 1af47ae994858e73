using Scim.Conformance.Tests.Service;
using Scim.Testing;

[assembly: AssemblyFixture(typeof(ConformanceService))]

namespace Scim.Conformance.Tests.Service;

/// <summary>
/// The service under test: the one that <c>SCIM_BASE_URL</c> (the base of its SCIM endpoints) and <c>SCIM_TOKEN</c> name, or a
/// <see cref="HostUnderTest"/> of our own with unlimited licences and no limit on requests that a test would notice.
/// </summary>
public sealed class ConformanceService : IAsyncLifetime
{
    private static readonly string? BaseUrl = Environment.GetEnvironmentVariable("SCIM_BASE_URL");
    private static readonly string? Token = Environment.GetEnvironmentVariable("SCIM_TOKEN");

    private ScimClient? _client;

    /// <summary>True if somebody else runs the service.</summary>
    public static bool IsForeign => BaseUrl is { Length: > 0 };

    /// <summary>Sends requests with a token of the service.</summary>
    public ScimClient Client => _client ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>The host, unless the service is somebody else's.</summary>
    public ITestHost? Host { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (IsForeign)
        {
            _client = new ScimClient(BaseUrl!, Token);
            return;
        }

        Host = await HostUnderTest.StartAsync(AzuriteInstance.NewTablePrefix(), [], CancellationToken.None);
        _client = await LocalHosts.SignInAsync(Host, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (Host is not null) await Host.DisposeAsync();
    }
}
