using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Resilience.Tests.Federation;

/// <summary>An instance of the service on Azurite and an identity provider, whom a client of it trusts.</summary>
internal sealed class FederatedService : IAsyncDisposable
{
    private readonly ScimClient _stranger;

    private FederatedService(ServiceInstance instance, TestIssuer issuer, OAuthClient client, FakeTimeProvider time)
    {
        (Instance, Issuer, Client, Time) = (instance, issuer, client, time);
        _stranger = new ScimClient(instance.ScimBase, token: null);
    }

    public ServiceInstance Instance { get; }

    public TestIssuer Issuer { get; }

    public OAuthClient Client { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>What the identity provider would say now.</summary>
    public TestAssertion Draft => Issuer.Draft(Time);

    public static async Task<FederatedService> StartAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var issuer = await TestIssuer.StartAsync();
        var instance = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), time);
        var tenant = await instance.AddTenantAsync("acme");
        var created = await instance.Services.GetRequiredService<ClientService>().CreateAsync(
            new NewClient(tenant.Account) { Trust = issuer.Trust, RateLimit = new RateLimit(1_000_000, 1_000_000) }, default);
        return new FederatedService(instance, issuer, created.Client, time);
    }

    /// <summary>Asks for a token.</summary>
    public Task<ScimAnswer> AskAsync(string assertion) =>
        _stranger.RequestTokenByAssertionAsync(Client.Id.Value, assertion, TestContext.Current.CancellationToken);

    /// <summary>Asks with the assertion that the identity provider would send now.</summary>
    public Task<ScimAnswer> AskAsync() => AskAsync(Issuer.Sign(Time));

    /// <summary>Revokes a token.</summary>
    public Task<ScimAnswer> RevokeAsync(string assertion, string token) =>
        _stranger.RevokeTokenByAssertionAsync(Client.Id.Value, assertion, token, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        await Instance.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
