using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Http.Tests.Pipeline;

/// <summary>A body has 20 s to arrive, whatever its rate, and who may not act is denied without it.</summary>
public sealed class SlowBodyTests
{
    private const string Json = "application/scim+json";
    private const string Bulk = "/scim/v2/Bulk";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("POST", "/scim/v2/Users")]
    [InlineData("PUT", "/scim/v2/Users/01900000-0000-7000-8000-000000000000")]
    [InlineData("PATCH", "/scim/v2/Users/01900000-0000-7000-8000-000000000000")]
    [InlineData("POST", "/scim/v2/Users/.search")]
    [InlineData("POST", "/scim/v2/.search")]
    [InlineData("POST", Bulk)]
    public async Task One_that_takes_longer_is_408(string method, string path)
    {
        await using var service = await TestService.StartAsync();
        await using var body = new SlowBody();

        var pending = service.SendAsync(method, path, Json, body);
        await body.IsRead;
        for (var second = 1; second < Deadline.TotalSeconds; second++)
        {
            await body.ArriveAsync(new string(' ', 300));
            service.Time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.False(pending.IsCompleted);
        service.Time.Advance(TimeSpan.FromSeconds(1));
        var answer = (await pending).Response;

        Assert.Equal(StatusCodes.Status408RequestTimeout, answer.StatusCode);
        var error = await ReadAsync(answer);
        Assert.Equal("408", (string?)error["status"]);
        Assert.Equal("The body comes too slowly: it may take 20 s, without long pauses. Send the request again.", (string?)error["detail"]);
    }

    [Fact]
    public async Task A_form_that_takes_longer_is_408_too()
    {
        await using var service = await TestService.StartAsync();
        await using var body = new SlowBody();

        var pending = service.SendAsync("POST", "/oauth/token", "application/x-www-form-urlencoded", body);
        await body.IsRead;
        service.Time.Advance(Deadline);
        var answer = (await pending).Response;

        Assert.Equal(StatusCodes.Status408RequestTimeout, answer.StatusCode);
        Assert.Equal("invalid_request", (string?)(await ReadAsync(answer))["error"]);
    }

    [Fact]
    public async Task One_that_arrives_in_time_is_taken()
    {
        await using var service = await TestService.StartAsync();
        await using var body = new SlowBody();

        var pending = service.SendAsync("POST", TestService.Users, Json, body);
        await body.IsRead;
        service.Time.Advance(Deadline - TimeSpan.FromMilliseconds(1));
        await body.ArriveAsync(TestService.UserJson("ada@example.com"));
        body.End();

        Assert.Equal(StatusCodes.Status201Created, (await pending).Response.StatusCode);
    }

    [Fact]
    public async Task Of_300_Bulks_at_once_only_those_within_the_rate_are_read_and_these_end()
    {
        await using var service = await TestService.StartAsync(RateLimit.Default);
        var bodies = Enumerable.Range(0, 300).Select(_ => new SlowBody()).ToList();

        var pending = bodies.ConvertAll(body => service.SendAsync("POST", Bulk, Json, body));
        for (var denied = 0; denied < 296; denied++)
        {
            var answer = await Task.WhenAny(pending);
            Assert.Equal(StatusCodes.Status429TooManyRequests, (await answer).Response.StatusCode);
            pending.Remove(answer);
        }
        while (bodies.Count(body => body.IsRead.IsCompleted) < 4)
            await Task.Yield();
        service.Time.Advance(Deadline);

        Assert.All(await Task.WhenAll(pending), answer => Assert.Equal(StatusCodes.Status408RequestTimeout, answer.Response.StatusCode));
        Assert.Equal(4, bodies.Count(body => body.IsRead.IsCompleted));
    }

    [Theory]
    [InlineData("POST", "/scim/v2/Users")]
    [InlineData("POST", Bulk)]
    public async Task A_body_is_not_waited_for_once_the_meter_has_denied(string method, string path)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var known = new TaskCompletionSource<StoredBucket?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var buckets = new Mock<ITokenBucketStore>();
        buckets.Setup(store => store.FindAsync(It.IsAny<ClientId>(), It.IsAny<CancellationToken>()))
            .Callback(() => asked.TrySetResult())
            .Returns(known.Task);
        await using var service = await TestService.StartAsync(
            RateLimit.Default, replace: services => services.AddSingleton(buckets.Object));
        await using var body = new SlowBody();

        var pending = service.SendAsync(method, path, Json, body);
        await asked.Task;
        if (path != Bulk)
            await body.IsRead;
        known.SetResult(new StoredBucket(new BucketState(0, service.Time.GetUtcNow()), "1"));

        Assert.Equal(StatusCodes.Status429TooManyRequests, (await pending).Response.StatusCode);
        Assert.Equal(path != Bulk, body.IsRead.IsCompleted);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponse answer) =>
        await JsonNode.ParseAsync(answer.Body, cancellationToken: TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("The body is null.");
}
