using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.LocalHost.Upkeep;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Upkeep;
using Scim.Storage.InMemory;
using Scim.Testing;

namespace Scim.LocalHost.Tests.Upkeep;

public sealed class UpkeepServiceTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private readonly ClockWithTimers _time = new();
    private readonly InMemoryStorage _storage = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Removes_what_has_grown_old_every_hour_until_the_host_stops()
    {
        await _storage.Users.CreateAsync(Acme, _time.GetUtcNow(), null, Strictness.Lenient, Cancel);
        await using var services = Services();
        using var service = new UpkeepService(services.GetRequiredService<UpkeepSweep>(), _time);
        await service.StartAsync(Cancel);
        await _time.HasTimer.WaitAsync(Cancel);

        for (var hours = 0; hours < 3; hours++)
        {
            await LogAsync(_time.GetUtcNow().AddDays(-15));
            await LogAsync(_time.GetUtcNow());
            Assert.Equal(2 + hours, await CountAsync());
            _time.Advance(TimeSpan.FromHours(1));
            var kept = 1 + hours;
            await Eventually.HoldsAsync(async () => await CountAsync() == kept, Cancel);
        }
        await service.StopAsync(Cancel);

        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully); // It was started.
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_time);
        _storage.AddTo(services);
        services.AddSingleton(Mock.Of<IIntegrityCheck>());
        return services.AddScimProvisioning().BuildServiceProvider();
    }

    private Task<int> CountAsync() => _storage.Requests.ReadAsync(Acme, null, null, Cancel).CountAsync(Cancel).AsTask();

    private Task LogAsync(DateTimeOffset when) => _storage.Requests.WriteAsync(
        new RequestBatch(
            Acme,
            [
                new LoggedRequest
                {
                    Id = Guid.CreateVersion7(when),
                    Account = Acme,
                    When = when,
                    Client = ClientId.Parse("test"),
                    Method = "POST",
                    Route = "/Users",
                    Operation = "CreateUser",
                    Status = 400,
                    Duration = TimeSpan.Zero,
                    CorrelationId = "0af7651916cd43dd8448eb211c80319c",
                },
            ],
            []),
        Cancel);

    /// <summary>Tells when somebody waits for a time.</summary>
    private sealed class ClockWithTimers() : FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero))
    {
        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HasTimer => _made.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _made.TrySetResult();
            return timer;
        }
    }
}
