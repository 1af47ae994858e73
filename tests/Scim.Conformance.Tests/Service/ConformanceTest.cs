using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Service;

/// <summary>
/// A test over HTTP. It may start hosts of its own, which share storage with each other and with no other test. If it fails, the
/// hosts' logs are part of its output.
/// </summary>
public abstract class ConformanceTest(ConformanceService service) : IAsyncLifetime
{
    private readonly string _tablePrefix = AzuriteInstance.NewTablePrefix();
    private readonly List<ITestHost> _hosts = [];
    private readonly List<ScimClient> _clients = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The shared service; it may hold users of other tests.</summary>
    protected ScimClient Scim => service.Client;

    /// <summary>The shared service by another account.</summary>
    protected ScimClient ScimOf(AccountUnderTest account) => service.ClientOf(account);

    /// <summary>The prefix of the tables of this test's own hosts.</summary>
    protected string TablePrefix => _tablePrefix;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var client in _clients) client.Dispose();
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
            if (failed) Show(host);
        }

        if (failed && service.Host is { } shared) Show(shared);
        GC.SuppressFinalize(this);
    }

    /// <summary>A name that no other test uses.</summary>
    protected static string NewUserName() => $"{Guid.NewGuid():n}@example.com";

    /// <summary>A user as JSON.</summary>
    protected static string UserJson(string userName) =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{userName}}","name":"""
        + """{"givenName":"Ada","familyName":"Lovelace"}}""";

    /// <summary>Starts a host of this test's own.</summary>
    protected async Task<ITestHost> StartHostAsync(Dictionary<string, string>? settings = null)
    {
        Assert.SkipWhen(ConformanceService.IsForeign, "It starts hosts of its own; SCIM_BASE_URL names somebody else's.");
        var host = await HostUnderTest.StartAsync(_tablePrefix, settings ?? [], Cancellation);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Starts two hosts on the same storage; the second client has the token of the first.</summary>
    protected async Task<(ScimClient First, ScimClient Second)> StartTwoHostsAsync(Dictionary<string, string>? settings = null)
    {
        var hosts = await Task.WhenAll(StartHostAsync(settings), StartHostAsync(settings));
        var first = await SignInAsync(hosts[0]);
        var second = first.At(hosts[1].ScimBase);
        _clients.Add(second);
        return (first, second);
    }

    /// <summary>A client with a new token.</summary>
    protected async Task<ScimClient> SignInAsync(ITestHost host)
    {
        var client = await LocalHosts.SignInAsync(host, Cancellation);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client with a new token of an account, which is made for this test's own hosts.</summary>
    protected async Task<ScimClient> SignInAsync(ITestHost host, AccountUnderTest account)
    {
        if (account == AccountUnderTest.New) return await SignInAsync(host);
        var tenants = await TenantStorage.AddAsync(_tablePrefix, [ConformanceService.TenantOf(account)], Cancellation);
        var client = new ScimClient(host.ScimBase, tenants[0].Token);
        _clients.Add(client);
        return client;
    }

    private static void Show(ITestHost host) => TestContext.Current.TestOutputHelper?.WriteLine(host.Log);
}
