using System.Net;
using Scim.Conformance.Tests.Privacy;
using Scim.Conformance.Tests.Service;
using Scim.Testing;
using Scim.Testing.Identity;
using Scim.Testing.Privacy;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Tokens;

/// <summary>A client of the host authenticates by assertions of an identity provider (RFC 7523 §2.2).</summary>
public sealed class AssertionTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Client = "federated";

    private readonly TemporaryFolder _folder = new();
    private readonly Traffic _traffic = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _traffic.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_client_without_a_secret_gets_a_token_by_an_assertion_also_after_its_identity_provider_changed_keys()
    {
        var settings = new Dictionary<string, string>();
        await using var issuer = await HostUnderTest.StartIssuerAsync(_folder.Path, settings, Cancellation);
        using var stranger = await StartAsync(issuer, settings);

        var first = await AskAsync(stranger, issuer.Sign(TimeProvider.System));
        issuer.Rotate();
        var second = await AskAsync(stranger, issuer.Sign(TimeProvider.System));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, second.Status));
        using var scim = new ScimClient(stranger.ScimBase, second.Text("access_token"));
        Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync("/Users", Cancellation)).Status);
        Assert.Equal((2, 0), (issuer.Requests, issuer.OtherRequests));
    }

    [Fact]
    public async Task What_is_wrong_with_an_assertion_is_named_in_the_log_and_nothing_of_it_is_repeated()
    {
        var settings = new Dictionary<string, string>(ConnectorSuiteLogTests.TalkativeLogs);
        await using var issuer = await HostUnderTest.StartIssuerAsync(_folder.Path, settings, Cancellation);
        var host = await StartHostAsync(settings);
        await AddClientAsync(issuer);
        using var stranger = new ScimClient(host.ScimBase, token: null, _traffic);

        foreach (var claim in new[] { "iss", "sub", "aud", "tid" })
            AssertRefused(await AskAsync(stranger, Draft().With(claim, $"stranger-{claim}").SignBy(issuer.Key)));
        AssertRefused(await AskAsync(stranger, Draft().With("exp", 1_000_000_000).SignBy(issuer.Key)));
        AssertRefused(await AskAsync(stranger, Draft().WithHeader("alg", "none").SignBy(issuer.Key)));
        AssertRefused(await AskAsync(stranger, Draft().WithHeader("alg", "HS256").SignBy(issuer.Key)));
        AssertRefused(await AskAsync(stranger, Draft().SignBy(SigningKey.Rsa(issuer.Key.Id))));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, issuer.Sign(TimeProvider.System))).Status);
        await host.DisposeAsync();

        foreach (var part in new[] { "claim iss", "claim sub", "claim aud", "claim tid", "claim exp", "header member alg", "signature" })
            Assert.Contains($"What is wrong with it: the {part}.", host.Log, StringComparison.Ordinal);
        Leak.AssertNone(_traffic.Sent, [host.Log, .. _traffic.Errors]);

        TestAssertion Draft() => issuer.Draft(TimeProvider.System);
    }

    [Fact]
    public async Task Keys_come_by_https_but_for_those_of_the_local_host_s_own_machine()
    {
        await using var issuer = await TestIssuer.StartAsync();
        using var stranger = await StartAsync(issuer, []);

        var answer = await AskAsync(stranger, issuer.Sign(TimeProvider.System));

        Assert.Equal(HostUnderTest.FetchesKeysByHttp ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(HostUnderTest.FetchesKeysByHttp ? 1 : 0, issuer.Requests);
    }

    private async Task<ScimClient> StartAsync(TestIssuer issuer, Dictionary<string, string> settings)
    {
        var host = await StartHostAsync(settings);
        await AddClientAsync(issuer);
        return new ScimClient(host.ScimBase, token: null);
    }

    private async Task AddClientAsync(TestIssuer issuer) =>
        await TenantStorage.AddAsync(TablePrefix, [new NewTenant(Client) { Trust = issuer.Trust }], Cancellation);

    private static Task<ScimAnswer> AskAsync(ScimClient stranger, string assertion) =>
        stranger.RequestTokenByAssertionAsync(Client, assertion, Cancellation);

    private static void AssertRefused(ScimAnswer answer) =>
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Text("error")));
}
