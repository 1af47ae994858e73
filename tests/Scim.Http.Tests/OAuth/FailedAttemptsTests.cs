using System.Net;
using System.Text;

namespace Scim.Http.Tests.OAuth;

/// <summary>Failures to authenticate a client are metered by where they come from.</summary>
public sealed class FailedAttemptsTests : IAsyncLifetime
{
    private const string Field = "CLIENT-IP";

    private TestService _service = null!;

    public async ValueTask InitializeAsync() =>
        _service = await TestService.StartAsync(configure: options => options.ClientAddressHeader = Field);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("/oauth/revoke")]
    public async Task Too_many_are_429_and_say_when_to_come_again(string path)
    {
        for (var attempt = 1; attempt <= 10; attempt++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("wrong", "192.0.2.1:1000", path: path)).StatusCode);

        var refused = await AskAsync("wrong", "192.0.2.1:1001", path: path);
        var body = await TestService.JsonAsync(refused);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(6), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("temporarily_unavailable", (string?)body["error"]);
        Assert.True(refused.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task The_right_secret_waits_at_that_address_only_and_no_longer_than_told()
    {
        for (var attempt = 1; attempt <= 10; attempt++)
            await AskAsync("wrong", "192.0.2.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(TestService.ClientSecret, "192.0.2.1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, "192.0.2.2")).StatusCode);
        _service.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, "192.0.2.1")).StatusCode);
    }

    [Fact]
    public async Task A_known_client_and_an_unknown_one_are_refused_alike()
    {
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await AskAsync("wrong", "192.0.2.1");
            await AskAsync("wrong", "192.0.2.1", client: "nobody");
        }

        var known = await AskAsync("wrong", "192.0.2.1");
        var unknown = await AskAsync("wrong", "192.0.2.1", client: "nobody");

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (known.StatusCode, unknown.StatusCode));
        Assert.Equal(await BodyAsync(known), await BodyAsync(unknown));
    }

    [Fact]
    public async Task Wrong_secrets_at_once_are_verified_no_more_often_than_they_may_fail()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(number => AskAsync($"wrong{number}", "192.0.2.1")));

        Assert.Equal(10, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(390, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
        Assert.All(
            answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests),
            answer => Assert.Equal(TimeSpan.FromSeconds(6), answer.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("wrong", "192.0.2.1", client: "another")).StatusCode);
        _service.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, "192.0.2.1")).StatusCode);
    }

    [Fact]
    public async Task A_client_that_authenticated_here_is_shut_out_by_no_stranger_at_its_address()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, "192.0.2.1")).StatusCode);

        for (var attempt = 1; attempt <= 100; attempt++)
            await AskAsync("wrong", "192.0.2.1", client: attempt % 2 == 0 ? "client" : $"nobody{attempt}");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync("wrong", "192.0.2.1")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, "192.0.2.1")).StatusCode);
    }

    [Fact]
    public async Task Successes_are_not_failures()
    {
        for (var attempt = 1; attempt <= 30; attempt++)
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, "192.0.2.1")).StatusCode);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("10.0.0.1")]
    public async Task A_platform_that_names_no_public_address_is_told_of_once_and_nobody_is_locked_out(string address)
    {
        for (var attempt = 1; attempt <= 199; attempt++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("wrong", address)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(TestService.ClientSecret, address)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("wrong", address)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync("wrong", address)).StatusCode);
        Assert.Single(_service.Log.Lines, line => line.StartsWith("Warning 1201 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CLIENT IP")]
    [InlineData("CLIENT-IP:")]
    public async Task A_field_that_cannot_be_is_refused_at_start(string field)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => TestService.StartAsync(configure: options => options.ClientAddressHeader = field));

        Assert.Contains("ClientAddressHeader", failure.Message, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> AskAsync(string secret, string address, string client = "client", string path = "/oauth/token")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(
                $"grant_type=client_credentials&token=x&client_id={client}&client_secret={secret}",
                Encoding.UTF8,
                "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation(Field, address);
        return _service.SendAsync(request);
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
