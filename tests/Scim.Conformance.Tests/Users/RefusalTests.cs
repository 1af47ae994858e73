using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Users;

public sealed class RefusalTests(ConformanceService service) : ConformanceTest(service)
{
    [Theory]
    [InlineData("GET", "/Nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/Users/1/2", HttpStatusCode.NotFound)]
    [InlineData("GET", "/Users/no-such-user", HttpStatusCode.NotFound)]
    [InlineData("GET", "/Me", HttpStatusCode.NotImplemented)]
    [InlineData("DELETE", "/Users", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/Schemas", HttpStatusCode.MethodNotAllowed)]
    public async Task Whatever_is_not_there_is_a_SCIM_error(string method, string path, HttpStatusCode status)
    {
        var answer = await Scim.SendAsync(new HttpMethod(method), path, null, Cancellation);

        answer.AssertError(status);
    }

    [Fact]
    public async Task A_bad_body_is_invalidSyntax() =>
        (await Scim.PostAsync("/Users", "{", Cancellation)).AssertError(HttpStatusCode.BadRequest, "invalidSyntax");

    [Fact]
    public async Task A_bad_filter_is_invalidFilter() =>
        (await Scim.GetAsync("/Users?filter=userName%20like%20%22a%22", Cancellation))
            .AssertError(HttpStatusCode.BadRequest, "invalidFilter");

    [Theory]
    [InlineData(null, null)]
    [InlineData("no-such-token", "invalid_token")]
    public async Task No_token_and_a_bad_token_are_challenged(string? token, string? error)
    {
        using var stranger = new ScimClient(Scim.ScimBase, token);

        var answer = await stranger.GetAsync("/Users", Cancellation);

        answer.AssertError(HttpStatusCode.Unauthorized);
        var challenge = Assert.Single(answer.Headers.WwwAuthenticate, challenge => challenge.Scheme == "Bearer");
        Assert.Equal(error is not null, challenge.Parameter?.Contains($"error=\"{error}\"", StringComparison.Ordinal) == true);
    }
}
