using System.Net;
using Scim.Provisioning.Metering;

namespace Scim.Http.Tests.Pipeline;

public sealed class MeteringTests
{
    [Fact]
    public async Task Four_requests_pass_the_fifth_is_denied_and_one_passes_250_ms_later()
    {
        await using var service = await TestService.StartAsync(RateLimit.Default);

        for (var request = 1; request <= 4; request++)
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(TestService.Users)).StatusCode);
        var denied = await service.GetAsync(TestService.Users);
        service.Time.Advance(TimeSpan.FromMilliseconds(249));
        var early = await service.GetAsync(TestService.Users);
        service.Time.Advance(TimeSpan.FromMilliseconds(1));
        var later = await service.GetAsync(TestService.Users);

        Assert.Equal(HttpStatusCode.TooManyRequests, denied.StatusCode);
        Assert.Equal("1", denied.Headers.GetValues("Retry-After").Single());
        Assert.Equal("429", (string?)(await TestService.JsonAsync(denied))["status"]);
        Assert.Equal(HttpStatusCode.TooManyRequests, early.StatusCode);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/scim/v2/Users")]
    [InlineData("GET", "/scim/v2/Users?count=many")]
    [InlineData("GET", "/scim/v2/Users/unknown")]
    [InlineData("DELETE", "/scim/v2/Users")]
    [InlineData("GET", "/scim/v2/Nothing")]
    [InlineData("GET", "/scim/v2/ServiceProviderConfig")]
    [InlineData("GET", "/scim/v2/Schemas")]
    public async Task Every_answer_tells_the_limit_and_what_is_left(string method, string path)
    {
        await using var service = await TestService.StartAsync(RateLimit.Default);

        var response = await service.SendAsync(method, path);

        Assert.Equal("\"default\";q=4;w=1", response.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal("\"default\";r=3;t=1", response.Headers.GetValues("RateLimit").Single());
    }

    [Fact]
    public async Task What_is_left_is_told_also_where_the_token_was_taken_ahead()
    {
        const int burst = 40;
        await using var service = await TestService.StartAsync(new RateLimit(20, burst));

        for (var left = burst - 1; left >= 0; left--)
        {
            var response = await service.GetAsync(TestService.Users);
            Assert.Equal($"\"default\";r={left};t={(burst - left + 19) / 20}", response.Headers.GetValues("RateLimit").Single());
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await service.GetAsync(TestService.Users)).StatusCode);
        Assert.InRange(service.Storage.Buckets.Requests, 5, burst / 2);
    }

    [Theory]
    [InlineData("GET", "/scim/v2/Users?filter=", null)]
    [InlineData("GET", "/scim/v2/Nothing", null)]
    [InlineData("POST", "/scim/v2/Users", "{")]
    [InlineData("POST", "/scim/v2/Users", """{"userName":"a","name":{"givenName":"A","familyName":"B"}}""")]
    public async Task A_denied_request_is_told_nothing_else_and_does_nothing(string method, string path, string? body)
    {
        await using var service = await TestService.StartAsync(new RateLimit(1, 1));
        await service.GetAsync(TestService.Users);

        var denied = await service.SendAsync(method, path, body);
        service.Time.Advance(TimeSpan.FromSeconds(1));
        var list = await TestService.JsonAsync(await service.GetAsync(TestService.Users));

        Assert.Equal(HttpStatusCode.TooManyRequests, denied.StatusCode);
        Assert.Equal(0, (int?)list["totalResults"]);
    }

    [Fact]
    public async Task Bad_credentials_cost_no_token()
    {
        await using var service = await TestService.StartAsync(new RateLimit(1, 1));

        await service.SendBareAsync("GET", TestService.Users);
        await service.SendBareAsync("GET", TestService.Users, ("Authorization", "Bearer nothing"));

        Assert.Equal(0, service.Storage.Buckets.Requests);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(TestService.Users)).StatusCode);
    }

    [Theory]
    [InlineData(4, 4, 3, "\"default\";q=4;w=1", "\"default\";r=3;t=1")]
    [InlineData(25, 50, 0, "\"default\";q=50;w=2", "\"default\";r=0;t=2")]
    [InlineData(0.5, 1, 0, "\"default\";q=1;w=2", "\"default\";r=0;t=2")]
    [InlineData(4, 10, 10, "\"default\";q=10;w=3", "\"default\";r=10;t=1")]
    public void Windows_are_whole_seconds(double perSecond, int burst, int remaining, string policy, string limit)
    {
        var headers = new Microsoft.AspNetCore.Http.HeaderDictionary();

        Http.Pipeline.RateLimitFields.Write(
            headers, new MeterDecision(Granted: true, new RateLimit(perSecond, burst), remaining, TimeSpan.Zero));

        Assert.Equal(policy, headers["RateLimit-Policy"].ToString());
        Assert.Equal(limit, headers["RateLimit"].ToString());
    }
}
