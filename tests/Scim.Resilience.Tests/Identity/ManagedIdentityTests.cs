using System.Net;
using Scim.LocalHost.Azurite;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Resilience.Tests.Identity;

/// <summary>
/// An unmodified host enters storage with <c>DefaultAzureCredential</c>: an Azurite that takes tokens over https, and a stand-in for
/// the platform that gives them.
/// </summary>
public sealed class ManagedIdentityTests : IAsyncLifetime
{
    private const string User = """{"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Lovelace"}}""";

    private readonly TemporaryFolder _folder = new();
    private AzuriteCertificate? _certificate;
    private AzuriteProcess? _azurite;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AzuriteProcess Azurite => _azurite ?? throw new InvalidOperationException("The test has not begun.");

    public async ValueTask InitializeAsync()
    {
        _certificate = await LoopbackCertificate.WriteAsync(_folder.Path, Cancel);
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Certificate = _certificate }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null) await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_host_serves_users_without_a_key()
    {
        await using var platform = await IdentityPlatform.StartAsync();
        await using var host = await LocalHosts.StartAsync(AzuriteInstance.NewTablePrefix(), Settings(), Cancel, Environment(platform));
        using var scim = await LocalHosts.SignInAsync(host, Cancel);

        var created = await scim.PostAsync("/Users", User, Cancel);
        var read = await scim.GetAsync($"/Users/{created.Text("id")}", Cancel);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.Status, read.Status));
        Assert.Equal("ada@example.com", read.Text("userName"));
        Assert.InRange(platform.Requests, 1, 2);
    }

    [Fact]
    public async Task A_platform_that_gives_no_tokens_is_an_outage_that_passes()
    {
        // Soon asked for anew, but not at once: a credential refuses a token that has no whole second left when it comes.
        await using var platform = await IdentityPlatform.StartAsync(TimeSpan.FromSeconds(3));
        await using var host = await LocalHosts.StartAsync(AzuriteInstance.NewTablePrefix(), Settings(), Cancel, Environment(platform));
        using var scim = await LocalHosts.SignInAsync(host, Cancel);
        var path = $"/Users/{(await scim.PostAsync("/Users", User, Cancel)).Text("id")}";

        platform.Failure = 500;
        ScimAnswer? first = null;
        await Eventually.HoldsAsync(
            async () => (first = await scim.GetAsync(path, Cancel)).Status != HttpStatusCode.OK, Cancel);
        var others = await Task.WhenAll(
            scim.PatchAsync(path, User, Cancel),
            scim.RequestTokenAsync("demo", "demo-secret", Cancel),
            scim.HealthAsync(Cancel));
        first!.AssertError(HttpStatusCode.ServiceUnavailable); // The loop has asked at least once.
        Assert.All(others, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status));

        platform.Failure = 0;
        await Eventually.HoldsAsync(async () => (await scim.GetAsync(path, Cancel)).Status == HttpStatusCode.OK, Cancel);
        await Eventually.HoldsAsync(async () => (await scim.HealthAsync(Cancel)).Status == HttpStatusCode.OK, Cancel);
    }

    [Fact]
    public async Task A_host_that_is_given_no_token_at_its_start_says_so()
    {
        await using var platform = await IdentityPlatform.StartAsync();
        platform.Failure = 400;

        await using var host = LocalHostProcess.Launch(Settings(), Environment(platform));

        Assert.Equal(1, await host.ExitAsync(Cancel));
        Assert.Contains("no Azure credential works", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_led_to_an_unknown_credential_says_which_setting_is_wrong()
    {
        await using var host = LocalHostProcess.Launch(
            Settings(), new Dictionary<string, string?> { ["AZURE_TOKEN_CREDENTIALS"] = "nonsense" });

        Assert.Equal(1, await host.ExitAsync(Cancel));
        Assert.Contains("AZURE_TOKEN_CREDENTIALS must be", host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Settings() => new() { ["TableStorage:Endpoint"] = Azurite.Endpoint.ToString() };

    private Dictionary<string, string?> Environment(IdentityPlatform platform) =>
        new(platform.Environment) { ["SSL_CERT_FILE"] = _certificate?.CertificateFile };
}
