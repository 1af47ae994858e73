using System.Net;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Tests.Events;

/// <summary>Who may poll for what, and what a poll must look like.</summary>
public sealed class PollAccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_without_the_scope_is_forbidden()
    {
        await using var polls = await PollService.StartAsync();

        var response = await polls.SendAsync("{}", token: polls.Service.Token);

        await RefusedAsync(response, HttpStatusCode.Forbidden, "access_denied");
        Assert.Equal(
            "Bearer realm=\"scim\", error=\"insufficient_scope\", scope=\"events\"", response.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("GET", "/scim/v2/Users")]
    [InlineData("POST", "/scim/v2/Bulk")]
    [InlineData("GET", "/scim/v2/Schemas")]
    [InlineData("GET", "/scim/v2/ServiceProviderConfig")]
    [InlineData("GET", "/scim/v2/Nothing")]
    public async Task A_token_for_events_alone_reaches_no_SCIM_endpoint(string method, string path)
    {
        await using var polls = await PollService.StartAsync();

        var response = await polls.Service.SendBareAsync(method, path, ("Authorization", $"Bearer {polls.Token}"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("scope=\"scim\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_polls_without_a_good_token()
    {
        await using var polls = await PollService.StartAsync();

        var unknown = await polls.SendAsync("{}", token: $"{TokenService.Prefix}{new string('x', 43)}");
        var missing = await polls.Service.SendBareAsync("POST", $"/events/{polls.Stream.Id}");

        await RefusedAsync(unknown, HttpStatusCode.Unauthorized, "authentication_failed");
        Assert.Equal("Bearer realm=\"scim\", error=\"invalid_token\"", unknown.Headers.WwwAuthenticate.ToString());
        await RefusedAsync(missing, HttpStatusCode.Unauthorized, "authentication_failed");
        Assert.Equal("Bearer realm=\"scim\"", missing.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Streams_that_are_not_the_accounts_or_not_polled_for_do_not_exist()
    {
        await using var polls = await PollService.StartAsync();
        var pushed = await polls.AddStreamAsync(TestService.Account, endpoint: new Uri("https://receiver.example.com/events"));
        var others = await polls.AddStreamAsync(AccountId.Parse("other"));
        var deleted = await polls.AddStreamAsync(TestService.Account);
        await polls.Service.Storage.Streams.UpdateAsync(deleted with { Deleted = polls.Service.Time.GetUtcNow() }, Cancel);

        foreach (var id in new[] { $"{pushed.Id}", $"{others.Id}", $"{deleted.Id}", $"{Guid.NewGuid():N}", "x", $"{polls.Stream.Id.Uuid}" })
            await RefusedAsync(await polls.SendAsync("""{"ack":[]}""", id), HttpStatusCode.NotFound, "invalid_request");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"maxEvents":-1}""")]
    [InlineData("""{"maxEvents":1.5}""")]
    [InlineData("""{"maxEvents":"1"}""")]
    [InlineData("""{"returnImmediately":"true"}""")]
    [InlineData("""{"returnImmediately":1}""")]
    [InlineData("""{"ack":"x"}""")]
    [InlineData("""{"ack":[1]}""")]
    [InlineData("""{"ack":[null]}""")]
    [InlineData("""{"setErrs":[]}""")]
    [InlineData("""{"setErrs":{"x":"invalid_request"}}""")]
    [InlineData("""{"setErrs":{"x":{}}}""")]
    [InlineData("""{"setErrs":{"x":{"err":" "}}}""")]
    [InlineData("""{"setErrs":{"x":{"err":1}}}""")]
    [InlineData("""{"setErrs":{"x":{"err":"invalid_request","description":[]}}}""")]
    [InlineData("""{"maxEvents":1,"maxEvents":2}""")]
    public async Task A_poll_that_is_none_is_refused(string json)
    {
        await using var polls = await PollService.StartAsync();

        await RefusedAsync(await polls.SendAsync(json), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task A_poll_acknowledges_and_refuses_a_thousand_events_at_most()
    {
        await using var polls = await PollService.StartAsync();
        string Acks(int count) => string.Join(',', Enumerable.Range(0, count).Select(number => $"\"{number}\""));

        var most = await polls.SendAsync($$$$"""{"returnImmediately":true,"ack":[{{{{Acks(999)}}}}],"setErrs":{"x":{"err":"e"}}}""");
        var more = await polls.SendAsync($$$$"""{"returnImmediately":true,"ack":[{{{{Acks(1_000)}}}}],"setErrs":{"x":{"err":"e"}}}""");

        Assert.Equal(HttpStatusCode.OK, most.StatusCode);
        await RefusedAsync(more, HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Null_and_what_the_RFC_does_not_have_count_as_absent()
    {
        await using var polls = await PollService.StartAsync();

        var response = await polls.SendAsync(
            """{"returnImmediately":true,"maxEvents":null,"ack":null,"setErrs":null,"timeoutSecs":5}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_body_over_256_KiB_or_of_another_type_is_refused()
    {
        await using var polls = await PollService.StartAsync();

        await RefusedAsync(
            await polls.SendAsync($"{{\"x\":\"{new string('x', 256 * 1024)}\"}}"), HttpStatusCode.RequestEntityTooLarge, "invalid_request");
        await RefusedAsync(
            await polls.SendAsync("{}", type: "application/xml"), HttpStatusCode.UnsupportedMediaType, "invalid_request");
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    public async Task Another_method_is_told_the_right_one(string method, HttpStatusCode status)
    {
        await using var polls = await PollService.StartAsync();

        var response = await polls.Service.SendBareAsync(method, $"/events/{polls.Stream.Id}");

        await RefusedAsync(response, status, "invalid_request");
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Polls_are_metered()
    {
        await using var polls = await PollService.StartAsync(limit: new RateLimit(1, 1));
        await polls.PollAsync();

        var response = await polls.SendAsync("{}");

        await RefusedAsync(response, HttpStatusCode.TooManyRequests, "temporarily_unavailable");
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.True(response.Headers.Contains("RateLimit"));
    }

    private static async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string err)
    {
        Assert.Equal((status, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.ToString()));
        var body = await TestService.JsonAsync(response);
        Assert.Equal(err, (string?)body["err"]);
        Assert.NotEmpty((string?)body["description"] ?? "");
        Assert.True(response.Headers.CacheControl?.NoStore);
    }
}
