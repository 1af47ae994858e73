using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Users;

namespace Scim.Http.Tests.Recording;

/// <summary>The entries of requests that the service failed, and of those whose client was gone.</summary>
public sealed class FailedRequestTests
{
    private const string UserPath = TestService.Users + "/01900000-0000-7000-8000-000000000000";

    private readonly Mock<IUserStore> _users = new();

    [Fact]
    public async Task An_outage_is_an_entry_with_the_id_that_the_log_has()
    {
        Reads().ThrowsAsync(new StorageUnavailableException());
        await using var service = await StartAsync();
        await service.GetAsync(UserPath);

        var entry = Assert.Single(await service.EntriesAsync(1));

        Assert.Equal((503, null, "GetUser"), (entry.Status, entry.Type, entry.Operation));
        Assert.Equal("The service cannot reach its storage. Retry later.", entry.Detail);
        Assert.Contains(service.Log.Lines, line => line.StartsWith($"Error 1001 Request {entry.CorrelationId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_is_an_entry_without_its_message()
    {
        Reads().ThrowsAsync(new FormatException("ada@example.com is no number"));
        await using var service = await StartAsync();
        await service.GetAsync(UserPath);

        var entry = Assert.Single(await service.EntriesAsync(1));

        Assert.Equal((500, "The service failed. Report the correlation id to its operator."), (entry.Status, entry.Detail));
    }

    [Fact]
    public async Task The_time_that_a_request_took_is_in_its_entry_and_the_counts()
    {
        TestService? service = null;
        Reads().ReturnsAsync(() =>
        {
            service!.Time.Advance(TimeSpan.FromSeconds(3)); // The request comes when it is set.
            return null;
        });
        await using var started = await StartAsync();
        service = started;
        await service.GetAsync(UserPath);

        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(await service.EntriesAsync(1)).Duration);
        var counts = Assert.Single(await service.CountsAsync(1));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), (counts.Duration, counts.Longest));
    }

    [Fact]
    public async Task A_client_that_is_gone_before_its_answer_is_counted_and_no_entry()
    {
        var asked = new TaskCompletionSource();
        Reads().Returns(async (AccountId _, UserId _, CancellationToken cancel) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return null;
        });
        await using var service = await StartAsync();
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, UserPath);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {service.Token}");
        var pending = service.Http.SendAsync(request, leaving.Token);
        await asked.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);

        Assert.Empty(await service.EntriesAsync(1));
        Assert.Equal([new("GetUser", 4, 1)], Assert.Single(await service.CountsAsync(1)).Answered);
    }

    [Fact]
    public async Task A_fault_of_the_recording_changes_no_answer_and_is_told_without_values()
    {
        var log = new Mock<IRequestLog>();
        log.Setup(port => port.NameMark(It.IsAny<string>())).Throws(new InvalidOperationException("ada@example.com"));
        await using var service = await TestService.StartAsync(replace: services => services.AddSingleton(log.Object));
        await service.CreateAsync("ada@example.com");

        Assert.Equal(HttpStatusCode.Conflict, (await service.CreateAsync("ada@example.com")).StatusCode);

        var line = Assert.Single(service.Log.Lines, line => line.StartsWith("Error 1613 ", StringComparison.Ordinal));
        Assert.Contains("InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.com", line, StringComparison.Ordinal);
    }

    private Moq.Language.Flow.ISetup<IUserStore, Task<UserRecord?>> Reads() =>
        _users.Setup(users => users.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()));

    private Task<TestService> StartAsync() => TestService.StartAsync(replace: services => services.AddSingleton(_users.Object));
}
