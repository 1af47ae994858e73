using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Provisioning;

namespace Scim.Http.Tests.Health;

public sealed class HealthTests
{
    private readonly Mock<IStorageProbe> _probe = new();

    [Fact]
    public async Task What_was_found_is_remembered_for_5_seconds()
    {
        _probe.SetupSequence(probe => probe.CheckAsync(It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask)
            .ThrowsAsync(new StorageUnavailableException("table of account acme"))
            .Returns(Task.CompletedTask);
        await using var service = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service));
        service.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service));
        service.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(service));
        service.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_version_is_told_whatever_was_found(bool isHealthy)
    {
        _probe.Setup(probe => probe.CheckAsync(It.IsAny<CancellationToken>()))
            .Returns(isHealthy ? Task.CompletedTask : Task.FromException(new StorageUnavailableException("none")));
        await using var service = await StartAsync();

        var response = await service.SendBareAsync("GET", "/health");

        Assert.Equal(ServiceVersion.Current, Assert.Single(response.Headers.GetValues("Scim-Version")));
    }

    [Fact]
    public async Task An_outage_is_told_without_detail()
    {
        _probe.Setup(probe => probe.CheckAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("secret"));
        await using var service = await StartAsync();

        var response = await service.SendBareAsync("GET", "/health");

        Assert.Equal("Unhealthy", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(response.Headers.Contains("Retry-After"));
        Assert.DoesNotContain(service.Log.Lines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Storage_is_asked_once_for_all_who_want_to_know_and_given_up_after_8_seconds()
    {
        var asked = new TaskCompletionSource();
        _probe.Setup(probe => probe.CheckAsync(It.IsAny<CancellationToken>())).Returns(async (CancellationToken cancellationToken) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        await using var service = await StartAsync();

        var answers = Enumerable.Range(0, 10).Select(_ => StatusAsync(service)).ToList();
        await asked.Task;
        service.Time.Advance(StorageDeadline.Length);

        Assert.All(await Task.WhenAll(answers), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        _probe.Verify(probe => probe.CheckAsync(It.IsAny<CancellationToken>()), Times.Once);
    }

    private Task<TestService> StartAsync() => TestService.StartAsync(replace: services => services.AddSingleton(_probe.Object));

    private static async Task<HttpStatusCode> StatusAsync(TestService service) =>
        (await service.SendBareAsync("GET", "/health")).StatusCode;
}
