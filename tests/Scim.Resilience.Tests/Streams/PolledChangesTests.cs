using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Resilience.Tests.Chaos.Streams;
using Scim.Testing;
using Scim.Testing.Faults;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Streams;

/// <summary>What clients change over HTTP is there for a receiver that polls, over Azurite.</summary>
public sealed class PolledChangesTests(ITestOutputHelper output)
{
    private const string Patch =
        """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Dr"}]}
        """;

    private const int AddedAtOnce = 32;
    private static readonly int Backlog = LongTests.Wanted ? 10_000 : 500;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poll_that_waits_gets_what_its_own_instance_and_another_change()
    {
        var prefix = AzuriteInstance.NewTablePrefix();
        await using var one = await StartAsync(prefix);
        await using var other = await StartAsync(prefix);
        var (tenant, stream) = await AddAsync(one);
        using var receiver = await Receiver.AddAsync(one, tenant.Account, stream);
        using var here = one.ClientOf(tenant);
        using var there = other.ClientOf(tenant);

        var first = receiver.PollAsync(one, [], waits: true, Cancel);
        var created = await here.PostAsync("/Users", UserJson("ada"), Cancel);
        var told = Assert.Single(await first);
        var second = receiver.PollAsync(one, [told], waits: true, Cancel);
        await there.PatchAsync(
            $"/Users/{created.Text("id")}",
            Patch,
            Cancel);

        Assert.Equal(("create", created.Text("id")), (told.Kind, told.User));
        Assert.Equal(("patch", created.Text("id")), (Assert.Single(await second).Kind, told.User));
    }

    [Fact]
    public async Task Acknowledged_events_are_gone_whatever_became_of_the_answer_of_storage()
    {
        await using var instance = await StartAsync(AzuriteInstance.NewTablePrefix());
        var (tenant, stream) = await AddAsync(instance);
        using var receiver = await Receiver.AddAsync(instance, tenant.Account, stream);
        using var scim = instance.ClientOf(tenant);
        foreach (var fault in new[] { StorageFaultKinds.AnswerLost, StorageFaultKinds.NeverSent })
        {
            await scim.PostAsync("/Users", UserJson($"n{Guid.NewGuid():n}"), Cancel);
            var told = Assert.Single(await receiver.PollAsync(instance, [], waits: true, Cancel));

            instance.Faults.On(request => request.RequestUri!.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal), fault);
            var next = await receiver.PollAsync(instance, [told], waits: false, Cancel);

            Assert.Empty(next);
            Assert.Equal(0, instance.Faults.Planned);
            Assert.Empty(await receiver.PollAsync(instance, [], waits: false, Cancel));
        }
    }

    [Fact]
    public async Task An_outage_of_storage_is_told_and_loses_nothing()
    {
        await using var instance = await StartAsync(AzuriteInstance.NewTablePrefix());
        var (tenant, stream) = await AddAsync(instance);
        using var receiver = await Receiver.AddAsync(instance, tenant.Account, stream);
        using var scim = instance.ClientOf(tenant);
        await scim.PostAsync("/Users", UserJson("ada"), Cancel);
        var told = Assert.Single(await receiver.PollAsync(instance, [], waits: true, Cancel));
        await scim.PostAsync("/Users", UserJson("bob"), Cancel);

        instance.Faults.OnReads(Enumerable.Repeat(StorageFaultKinds.Refused(HttpStatusCode.ServiceUnavailable, "ServerBusy"), 200));
        using var refused = await receiver.SendAsync(
            instance, $$"""{"ack":["{{told.Jti}}"],"returnImmediately":true}""", Cancel);
        instance.Faults.Withdraw();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("create", Assert.Single(await receiver.PollAsync(instance, [told], waits: false, Cancel)).Kind);
    }

    [Fact]
    public async Task A_backlog_comes_whole_by_polls_in_turn()
    {
        await using var instance = await StartAsync(AzuriteInstance.NewTablePrefix());
        var (tenant, stream) = await AddAsync(instance);
        using var receiver = await Receiver.AddAsync(instance, tenant.Account, stream);
        await AddBacklogAsync(instance, tenant.Account, stream);
        HashSet<string> taken = [];
        IReadOnlyList<ReceivedEvent> told = [];
        instance.Faults.Forget();

        var start = TimeProvider.System.GetTimestamp();
        var polls = 0;
        do
        {
            told = await receiver.PollAsync(instance, told, waits: false, Cancel);
            Assert.All(told, one => Assert.True(taken.Add(one.Jti)));
            polls++;
        }
        while (told.Count > 0);
        var elapsed = TimeProvider.System.GetElapsedTime(start);

        output.WriteLine(
            $"{taken.Count} events in {polls} polls and {instance.Faults.Requests.Count} storage requests, {elapsed.TotalSeconds:0.00} s: "
            + $"{taken.Count / elapsed.TotalSeconds:0} a second");
        Assert.Equal(Backlog, taken.Count);
    }

    private static Task<ServiceInstance> StartAsync(string prefix)
    {
        var now = TimeProvider.System.GetUtcNow();
        return ServiceInstance.StartAsync(
            prefix,
            logLevel: Microsoft.Extensions.Logging.LogLevel.Warning,
            events: new EventOptions { SigningKeys = SigningKeySetting.With(null, "ES256", now, now).Setting });
    }

    private static async Task<(Tenant Tenant, StreamId Stream)> AddAsync(ServiceInstance instance)
    {
        var tenant = await instance.AddTenantAsync($"n{Guid.NewGuid():n}");
        var streams = await TenantStreams.AddAsync(instance.Services, tenant.Account, Cancel, (null, EventContent.Full));
        return (tenant, streams[0].Id);
    }

    /// <summary>Events of changes of as many users, each with a version before.</summary>
    private static Task AddBacklogAsync(ServiceInstance instance, AccountId account, StreamId stream)
    {
        var now = TimeProvider.System.GetUtcNow();
        var outbox = instance.Services.GetRequiredService<IOutbox>();
        var content = System.Text.Encoding.UTF8.GetBytes(Patch);
        return Parallel.ForEachAsync(
            Enumerable.Range(0, Backlog),
            new ParallelOptions { MaxDegreeOfParallelism = AddedAtOnce, CancellationToken = Cancel },
            async (number, cancelled) =>
            {
                var version = WriteId.New(now.AddMilliseconds(number));
                var told = new OutboxEvent
                {
                    Stream = stream,
                    Id = new EventId(version, EventId.Change),
                    Kind = EventKind.Patch,
                    When = version.Time,
                    User = UserId.New(now),
                    ExternalId = $"e{number}",
                    Version = version,
                    Previous = WriteId.New(now.AddHours(-1)),
                    IsFull = true,
                    Content = content,
                };
                await outbox.AddAsync(account, told, cancelled);
            });
    }

    private static string UserJson(string name) =>
        $$"""{"name":{"givenName":"Ada","familyName":"Lovelace"},"userName":"{{name}}@example.com"}""";
}
