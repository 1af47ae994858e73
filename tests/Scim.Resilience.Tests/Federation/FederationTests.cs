using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Identity;

namespace Scim.Resilience.Tests.Federation;

/// <summary>A client without a secret authenticates by assertions of the identity provider that it trusts (RFC 7523 §2.2).</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private FederatedService _service = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await FederatedService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_assertion_gives_a_token_that_works_and_may_be_used_again()
    {
        var assertion = _service.Issuer.Sign(_service.Time);

        var answer = await _service.AskAsync(assertion);
        using var scim = new ScimClient(_service.Instance.ScimBase, answer.Text("access_token"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync("/Users", Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync(assertion)).Status);
        Assert.Equal((1, 0), (_service.Issuer.Requests, _service.Issuer.OtherRequests));
    }

    [Fact]
    public async Task A_federated_client_revokes_its_tokens_by_an_assertion()
    {
        var token = (await _service.AskAsync()).Text("access_token")!; // It was issued.
        using var scim = new ScimClient(_service.Instance.ScimBase, token);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _service.RevokeAsync("forged", token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync("/Users", Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _service.RevokeAsync(_service.Issuer.Sign(_service.Time), token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await scim.GetAsync("/Users", Cancel)).Status);
    }

    [Fact]
    public async Task A_disabled_client_is_refused_with_a_good_assertion()
    {
        await _service.Instance.Services.GetRequiredService<ClientService>().ChangeAsync(
            _service.Client.Id, client => client with { Disabled = true }, Cancel);

        AssertRefused(await _service.AskAsync());
    }

    [Theory]
    [InlineData("iss", "\"https://stranger.example\"")]
    [InlineData("sub", "\"stranger\"")]
    [InlineData("aud", "\"api://6f2d1c3b-1111-4222-8333-0123456789ac\"")]
    [InlineData("tid", "\"stranger\"")]
    [InlineData("appid", "\"stranger\"", "azp")]
    [InlineData("exp", "1767225540")]
    [InlineData("exp", null)]
    [InlineData("nbf", "1767225661")]
    [InlineData("iat", "1767225661")]
    public async Task A_wrong_claim_is_invalid_client_and_named_in_the_log(string claim, string? json, string? named = null)
    {
        var draft = _service.Draft.With(claim, json is null ? null : JsonNode.Parse(json));

        AssertRefused(await _service.AskAsync(draft.SignBy(_service.Issuer.Key)));

        AssertLogged($"the claim {named ?? claim}");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS384")]
    public async Task A_wrong_algorithm_is_invalid_client(string algorithm)
    {
        AssertRefused(await _service.AskAsync(_service.Draft.WithHeader("alg", algorithm).SignBy(_service.Issuer.Key)));

        AssertLogged("the header member alg");
        Assert.Equal(0, _service.Issuer.Requests);
    }

    [Fact]
    public async Task A_signature_of_a_stranger_is_invalid_client()
    {
        AssertRefused(await _service.AskAsync(_service.Draft.SignBy(SigningKey.Rsa(_service.Issuer.Key.Id))));
        AssertLogged("the signature");

        AssertRefused(await _service.AskAsync(_service.Draft.SignBy(SigningKey.Rsa("stranger"))));
        AssertLogged("the header member kid");
    }

    [Fact]
    public async Task Each_of_the_three_algorithms_will_do()
    {
        var ec = SigningKey.Ec("ec");
        _service.Issuer.Publish(_service.Issuer.Key, ec);

        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync()).Status);
        Assert.Equal(
            HttpStatusCode.OK, (await _service.AskAsync(_service.Draft.WithHeader("alg", "PS256").SignBy(_service.Issuer.Key))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync(_service.Draft.SignBy(ec))).Status);
    }

    [Fact]
    public async Task What_is_forged_shuts_the_client_out_of_nothing_and_is_in_no_log()
    {
        var good = _service.Issuer.Sign(_service.Time);
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync(good)).Status);

        var forged = new List<string>();
        var last = HttpStatusCode.Unauthorized;
        for (var attempt = 0; attempt < 400 && last == HttpStatusCode.Unauthorized; attempt++)
        {
            forged.Add(_service.Draft.With("sub", $"stranger{attempt}").SignBy(_service.Issuer.Key));
            last = (await _service.AskAsync(forged[^1])).Status;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Equal(HttpStatusCode.OK, (await _service.AskAsync(good)).Status);
        var log = string.Join('\n', _service.Instance.Log.Lines.Concat(_service.Instance.Log.Scopes));
        var trust = _service.Issuer.Trust;
        var secret = forged.Append(good).SelectMany(assertion => assertion.Split('.'))
            .Concat(["stranger1", trust.Issuer, trust.Subject, trust.Tenant!, _service.Issuer.Key.Id]); // It has a tenant.
        Assert.All(secret.Distinct(), part => Assert.DoesNotContain(part, log, StringComparison.Ordinal));
    }

    private void AssertLogged(string part) => Assert.Contains(
        _service.Instance.Log.Lines,
        line => line.StartsWith("Warning 1301 ", StringComparison.Ordinal)
            && line.Contains(_service.Client.Id.Value, StringComparison.Ordinal)
            && line.Contains(part, StringComparison.Ordinal));

    internal static void AssertRefused(ScimAnswer answer)
    {
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Text("error")));
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }
}
