using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Tokens;

public sealed class TokenTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task A_client_gets_a_token_that_works_at_every_host()
    {
        var (first, second) = await StartTwoHostsAsync();

        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/Users", Cancellation)).Status);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync("/Users", Cancellation)).Status);
    }

    [Fact]
    public async Task The_answer_is_a_bearer_token_that_no_cache_keeps()
    {
        var host = await StartHostAsync();
        using var client = new ScimClient(host.ScimBase, null);

        var answer = await client.RequestTokenAsync("demo", "demo-secret", Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal("Bearer", answer.Text("token_type"));
        Assert.Equal("scim", answer.Text("scope"));
        Assert.Equal(31_556_952, answer.Body.GetProperty("expires_in").GetInt32());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("demo", "wrong")]
    [InlineData("nobody", "demo-secret")]
    [InlineData("no such client!", "demo-secret")]
    public async Task A_wrong_secret_is_invalid_client(string client, string secret)
    {
        var host = await StartHostAsync();
        using var stranger = new ScimClient(host.ScimBase, null);

        var answer = await stranger.RequestTokenAsync(client, secret, Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("invalid_client", answer.Text("error"));
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }
}
