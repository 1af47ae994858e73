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
    private const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly HttpClient _http = new();

    private FederatedService(ServiceInstance instance, TestIssuer issuer, Tenant other, OAuthClient client, FakeTimeProvider time) =>
        (Instance, Issuer, Other, Client, Time) = (instance, issuer, other, client, time);

    public ServiceInstance Instance { get; }

    public TestIssuer Issuer { get; }

    /// <summary>A client of the same account that has a secret.</summary>
    public Tenant Other { get; }

    public OAuthClient Client { get; }

    public FakeTimeProvider Time { get; }

    /// <summary>What the identity provider would say now.</summary>
    public TestAssertion Draft => Issuer.Draft(Time);

    public static async Task<FederatedService> StartAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var issuer = await TestIssuer.StartAsync();
        var instance = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), time);
        var other = await instance.AddTenantAsync("acme");
        var created = await instance.Services.GetRequiredService<ClientService>().CreateAsync(
            new NewClient(other.Account) { Trust = issuer.Trust, RateLimit = new RateLimit(1_000_000, 1_000_000) }, default);
        return new FederatedService(instance, issuer, other, created.Client, time);
    }

    /// <summary>Asks for a token as Entra ID does.</summary>
    public Task<ScimAnswer> AskAsync(string assertion) => SendAsync(
        "/oauth/token",
        new()
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Client.Id.Value,
            ["client_assertion"] = assertion,
            ["client_assertion_type"] = Type,
            ["scope"] = "",
            ["resource"] = "https://scim.example.com",
        });

    /// <summary>Asks with the assertion that the identity provider would send now.</summary>
    public Task<ScimAnswer> AskAsync() => AskAsync(Issuer.Sign(Time));

    /// <summary>Revokes a token.</summary>
    public Task<ScimAnswer> RevokeAsync(string assertion, string token) => SendAsync(
        "/oauth/revoke",
        new()
        {
            ["token"] = token,
            ["client_id"] = Client.Id.Value,
            ["client_assertion"] = assertion,
            ["client_assertion_type"] = Type,
        });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Instance.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    private async Task<ScimAnswer> SendAsync(string path, Dictionary<string, string> form)
    {
        var root = Instance.ScimBase[..^"/scim/v2".Length];
        using var request = new HttpRequestMessage(HttpMethod.Post, root + path) { Content = new FormUrlEncodedContent(form) };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ScimAnswer.ReadAsync(response, TestContext.Current.CancellationToken);
    }
}
