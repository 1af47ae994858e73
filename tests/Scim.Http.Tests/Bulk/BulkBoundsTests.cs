using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Users;

namespace Scim.Http.Tests.Bulk;

/// <summary>What a Bulk (RFC 7644 §3.7) is charged, and what becomes of it when storage fails or is slow.</summary>
public sealed class BulkBoundsTests
{
    private const string Path = "/scim/v2/Bulk";
    private const string Delete = """{"method":"DELETE","path":"/Users/01900000-0000-7000-8000-000000000000"}""";

    private readonly Mock<IUserStore> _users = new();
    private readonly MockSequence _inTurn = new();

    [Fact]
    public async Task It_needs_one_token_and_is_charged_one_per_operation()
    {
        await using var service = await TestService.StartAsync(new RateLimit(1, 1));

        var granted = await service.SendAsync("POST", Path, BulkTests.Request(Delete, Delete, Delete));
        service.Time.Advance(TimeSpan.FromSeconds(2.9));
        var denied = await service.SendAsync("POST", Path, BulkTests.Request(BulkTests.Post("a", "a")));
        service.Time.Advance(TimeSpan.FromSeconds(0.1));
        var users = await TestService.JsonAsync(await service.GetAsync(TestService.Users));

        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        Assert.Equal("\"default\";r=0;t=3", granted.Headers.GetValues("RateLimit").Single());
        Assert.Equal(HttpStatusCode.TooManyRequests, denied.StatusCode);
        Assert.Equal(0, (int?)users["totalResults"]);
    }

    [Fact]
    public async Task One_that_cannot_be_read_is_charged_one_token()
    {
        await using var service = await TestService.StartAsync(new RateLimit(1, 2));

        var malformed = await service.SendAsync("POST", Path, "{");
        var tooLarge = await service.SendAsync("POST", Path, new string(' ', 1024 * 1024) + "{}");
        var denied = await service.SendAsync("POST", Path, "{");

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.TooManyRequests],
            [malformed.StatusCode, tooLarge.StatusCode, denied.StatusCode]);
    }

    [Fact]
    public async Task Without_a_valid_token_its_body_is_not_read()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("POST", Path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("POST", Path, ("Authorization", "Bearer x"))).StatusCode);
        Assert.Equal(0, service.Storage.Buckets.Requests);
    }

    [Fact]
    public async Task An_outage_or_a_fault_in_one_operation_fails_that_one()
    {
        Reads().ThrowsAsync(new StorageUnavailableException());
        Reads().ThrowsAsync(new FormatException("ada@example.com is no number"));
        Reads().ReturnsAsync((UserRecord?)null);
        await using var service = await StartAsync();

        var bulk = await TestService.JsonAsync(await service.SendAsync("POST", Path, BulkTests.Request(Delete, Delete, Delete)));

        Assert.Equal(["DELETE 503", "DELETE 500", "DELETE 404"], BulkTests.Outcomes(bulk));
        Assert.Contains(service.Log.Lines, line => line.StartsWith("Error 1001", StringComparison.Ordinal));
        Assert.Contains(service.Log.Lines, line => line.StartsWith("Error 1002", StringComparison.Ordinal));
        Assert.DoesNotContain(
            service.Log.Lines.Append(bulk.ToJsonString()), text => text.Contains("ada@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_is_being_deleted_ends_it()
    {
        Reads().ThrowsAsync(new AccountGoneException());
        await using var service = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendAsync("POST", Path, BulkTests.Request(Delete))).StatusCode);
    }

    [Fact]
    public async Task Each_operation_has_8_seconds_and_after_a_minute_no_other_is_begun()
    {
        using var asked = new SemaphoreSlim(0);
        Reads(always: true).Returns(async (AccountId _, UserId _, CancellationToken cancellationToken) =>
        {
            asked.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return null;
        });
        await using var service = await StartAsync();

        var pending = service.SendAsync("POST", Path, BulkTests.Request([.. Enumerable.Repeat(Delete, 10)]));
        for (var operation = 1; operation <= 8; operation++)
        {
            await asked.WaitAsync(TestContext.Current.CancellationToken);
            service.Time.Advance(TimeSpan.FromSeconds(7.9));
            Assert.False(pending.IsCompleted);
            service.Time.Advance(TimeSpan.FromSeconds(0.1));
        }
        var bulk = await TestService.JsonAsync(await pending);

        Assert.Equal(Enumerable.Repeat("DELETE 503", 10), BulkTests.Outcomes(bulk));
        Assert.Equal(0, asked.CurrentCount);
        Assert.Contains("not tried", (string?)BulkTests.Operations(bulk)[8]["response"]?["detail"], StringComparison.Ordinal);
    }

    private Moq.Language.Flow.ISetup<IUserStore, Task<UserRecord?>> Reads(bool always = false) => always
        ? _users.Setup(store => store.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()))
        : (Moq.Language.Flow.ISetup<IUserStore, Task<UserRecord?>>)_users.InSequence(_inTurn)
            .Setup(store => store.FindAsync(It.IsAny<AccountId>(), It.IsAny<UserId>(), It.IsAny<CancellationToken>()));

    private Task<TestService> StartAsync() => TestService.StartAsync(replace: services => services.AddSingleton(_users.Object));
}
