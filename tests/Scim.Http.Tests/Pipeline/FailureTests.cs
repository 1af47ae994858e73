using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Users;

namespace Scim.Http.Tests.Pipeline;

public sealed class FailureTests
{
    private const string UserPath = TestService.Users + "/01900000-0000-7000-8000-000000000000";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private readonly Mock<IUserStore> _users = new();

    [Fact]
    public async Task A_storage_outage_is_503_with_Retry_After_and_the_correlation_id()
    {
        UserReads().ThrowsAsync(new StorageUnavailableException());
        await using var service = await StartAsync();

        var response = await service.GetAsync(UserPath, ("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("5", response.Headers.GetValues("Retry-After").Single());
        Assert.Contains(TraceId, (string?)(await TestService.JsonAsync(response))["detail"], StringComparison.Ordinal);
        Assert.Contains(service.Log.Lines, line => line.StartsWith($"Error 1001 Request {TraceId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_race_that_is_lost_every_time_is_503_in_its_own_words_and_no_error_of_the_service()
    {
        UserReads().ThrowsAsync(new ContentionException());
        await using var service = await StartAsync();

        var response = await service.SendAsync("DELETE", UserPath, null, ("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal(
            "Other requests changed the same user, account or rate limit at the same time. Nothing was changed; send the request again.",
            (string?)(await TestService.JsonAsync(response))["detail"]);
        Assert.Contains(service.Log.Lines, line => line.StartsWith($"Information 1003 Request {TraceId}", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_is_500_and_neither_answer_nor_log_has_its_message()
    {
        UserReads().ThrowsAsync(new FormatException("ada@example.com is no number"));
        await using var service = await StartAsync();

        var response = await service.GetAsync(UserPath, ("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01"));
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(TraceId, body, StringComparison.Ordinal);
        Assert.Contains(
            service.Log.Lines,
            line => line.Contains("1002", StringComparison.Ordinal) && line.Contains("FormatException", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Log.Lines.Append(body), text => text.Contains("ada@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Storage_that_never_answers_is_given_up_after_8_seconds()
    {
        var asked = new TaskCompletionSource();
        UserReads().Returns(async (AccountId _, UserId _, CancellationToken cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        });
        await using var service = await StartAsync();

        var pending = service.GetAsync(UserPath);
        await asked.Task;
        service.Time.Advance(TimeSpan.FromSeconds(7.9));
        Assert.False(pending.IsCompleted);
        service.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await pending).StatusCode);
    }

    [Fact]
    public async Task A_long_query_that_gets_on_is_not_given_up()
    {
        TestService? service = null;
        _users.Setup(users => users.OpenAsync(It.IsAny<AccountId>(), It.IsAny<UserQuery>(), It.IsAny<CancellationToken>()))
            .Returns((AccountId _, UserQuery query, CancellationToken cancellationToken) =>
            {
                for (var page = 1; page <= 3; page++)
                {
                    service!.Time.Advance(TimeSpan.FromSeconds(6));
                    cancellationToken.ThrowIfCancellationRequested();
                    query.PageRead();
                }
                return OpenPage.StartAsync(
                    query, Task.FromResult<int?>(0), AsyncEnumerable.Empty<UserRecord>(), () => false, cancellationToken);
            });
        await using (service = await StartAsync())
            Assert.Equal(HttpStatusCode.OK, (await service.GetAsync(TestService.Users)).StatusCode);
    }

    [Fact]
    public async Task A_client_that_goes_away_stops_the_work_and_logs_nothing()
    {
        var asked = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        UserReads().Returns(async (AccountId _, UserId _, CancellationToken cancellationToken) =>
        {
            asked.SetResult();
            await using var registration = cancellationToken.Register(stopped.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        });
        await using var service = await StartAsync();
        using var client = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, UserPath);
        request.Headers.TryAddWithoutValidation("Authorization", service.Token);

        var pending = service.Http.SendAsync(request, client.Token);
        await asked.Task;
        await client.CancelAsync();

        await stopped.Task;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.DoesNotContain(service.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_granted_when_the_meter_cannot_tell()
    {
        var buckets = new Mock<ITokenBucketStore>();
        buckets.Setup(store => store.FindAsync(It.IsAny<ClientId>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException());
        await using var service = await TestService.StartAsync(replace: services => services.AddSingleton(buckets.Object));

        var created = await service.CreateAsync("ada@example.com");
        var unknown = await service.GetAsync("/scim/v2/Nothing");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, created.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
    }

    private Moq.Language.Flow.ISetup<IUserStore, Task<UserRecord?>> UserReads() =>
        _users.Setup(store => store.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()));

    private Task<TestService> StartAsync() => TestService.StartAsync(replace: services => services.AddSingleton(_users.Object));
}
