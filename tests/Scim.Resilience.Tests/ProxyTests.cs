using System.Net;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests;

/// <summary>The proxy between hosts and storage does what it says.</summary>
public sealed class ProxyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unmodified_host_works_through_it()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        await using var host = await LocalHosts.StartAsync(
            AzuriteInstance.NewTablePrefix(), new() { ["TableStorage:ConnectionString"] = proxy.ConnectionString }, Cancel);
        using var scim = await LocalHosts.SignInAsync(host, Cancel);

        var created = await scim.PostAsync(
            "/Users", """{"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Lovelace"}}""", Cancel);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.True(proxy.Requests.Count > 10);
    }
}
