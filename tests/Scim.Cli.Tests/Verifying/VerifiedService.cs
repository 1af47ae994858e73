using System.Net;
using Scim.Testing;
using Scim.Testing.Tenants;
using Scim.Verification;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Verifying;

/// <summary>An instance of the service with an account to verify it by, which also has a user of somebody else's.</summary>
public sealed class VerifiedService : IAsyncLifetime
{
    /// <summary>The name of the user who is there already.</summary>
    public const string Resident = "resident.of.the.account@example.org";

    private ServiceInstance _instance = null!;
    private ScimClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The client whose token it is.</summary>
    public Tenant Tenant { get; private set; } = null!;

    /// <summary>The base URL.</summary>
    public string Url => _instance.ScimBase;

    public async ValueTask InitializeAsync()
    {
        _instance = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        Tenant = await _instance.AddTenantAsync("verified");
        _client = _instance.ClientOf(Tenant);
        var created = await _client.PostAsync(
            "/Users", $$$"""{"userName":"{{{Resident}}}","name":{"givenName":"Residens","familyName":"Accountis"}}""", Cancel);
        Assert.Equal(HttpStatusCode.Created, created.Status);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _instance.DisposeAsync();
    }

    /// <summary>Verifies the service through a handler that may change what is sent and what comes.</summary>
    /// <param name="between">Stands between the run and the service.</param>
    /// <param name="only">The checks to run; empty for all.</param>
    /// <param name="progress">Is told of each check.</param>
    /// <param name="stop">Ends the run.</param>
    internal async Task<VerificationReport> VerifyAsync(
        DelegatingHandler between, string only = "", IProgress<ExaminedCheck>? progress = null, CancellationToken? stop = null)
    {
        using var straight = VerificationHandler.Create();
        between.InnerHandler = straight;
        var options = new VerificationOptions(Url, Tenant.Token) { PerSecond = 10_000, Only = only };
        return await Verifier.RunAsync(between, options, TimeProvider.System, progress, stop ?? Cancel);
    }

    /// <summary>The names of the users who are there.</summary>
    public async Task<IReadOnlyList<string?>> UsersAsync()
    {
        var list = await _client.GetAsync("/Users?count=200", Cancel);
        return [.. list.Body.GetProperty("Resources").EnumerateArray().Select(user => user.GetProperty("userName").GetString())];
    }

    /// <summary>Removes a user.</summary>
    public async Task RemoveAsync(string id) =>
        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync($"/Users/{id}", Cancel)).Status);

    /// <summary>A client that may call at a rate of its own.</summary>
    internal Task<Tenant> AddClientAsync(NewTenant tenant) => _instance.AddTenantAsync(tenant with { Account = Tenant.Account.Value });
}
