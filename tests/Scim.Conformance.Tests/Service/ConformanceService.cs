using Scim.Conformance.Tests.OpenApi;
using Scim.Conformance.Tests.Service;
using Scim.Protocol.Schemas;
using Scim.Testing;
using Scim.Testing.Schemas;
using Scim.Testing.Tenants;

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

    private readonly Dictionary<AccountUnderTest, ScimClient> _clients = [];

    /// <summary>The schemas of accounts that have some of their own.</summary>
    internal static IReadOnlyList<string> Schemas { get; } = [StaffSchema.Document, AssetsSchema.Document];

    private static readonly OrderedDictionary<AccountUnderTest, NewTenant> Others = new()
    {
        [AccountUnderTest.WithSchemas] = new("with-schemas") { Schemas = Schemas },
        [AccountUnderTest.Strict] = new("strict") { Strictness = Strictness.Strict },
        [AccountUnderTest.StrictWithSchemas] = new("strict-with-schemas") { Strictness = Strictness.Strict, Schemas = Schemas },
    };

    /// <summary>True if somebody else runs the service.</summary>
    public static bool IsForeign => BaseUrl is { Length: > 0 };

    /// <summary>Sends requests with a token of the service.</summary>
    public ScimClient Client => ClientOf(AccountUnderTest.New);

    /// <summary>The host, unless the service is somebody else's.</summary>
    public ITestHost? Host { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (IsForeign)
        {
            _clients[AccountUnderTest.New] = new ScimClient(BaseUrl!, Token);
            return;
        }

        ScimClient.Watch = DescribedExchanges.Check;
        var prefix = AzuriteInstance.NewTablePrefix();
        Host = await HostUnderTest.StartAsync(prefix, [], CancellationToken.None);
        _clients[AccountUnderTest.New] = await LocalHosts.SignInAsync(Host, CancellationToken.None);
        var tenants = await TenantStorage.AddAsync(prefix, Others.Values, CancellationToken.None);
        foreach (var (account, tenant) in Others.Keys.Zip(tenants))
            _clients[account] = new ScimClient(Host.ScimBase, tenant.Token);
    }

    /// <summary>What an account is like that is not the one of a new host.</summary>
    internal static NewTenant TenantOf(AccountUnderTest account) => Others[account];

    /// <summary>Sends requests with a token of one of the accounts. A service of somebody else's has a new one only.</summary>
    public ScimClient ClientOf(AccountUnderTest account)
    {
        Assert.SkipWhen(
            IsForeign && account != AccountUnderTest.New, "The account is made by this test; SCIM_BASE_URL names somebody else's service.");
        return _clients[account];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values) client.Dispose();
        if (Host is not null) await Host.DisposeAsync();
    }
}
