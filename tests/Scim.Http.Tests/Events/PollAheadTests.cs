using Microsoft.Extensions.DependencyInjection;
using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Http.Tests.Events;

/// <summary>Who takes a backlog poll by poll has it looked at once for many polls.</summary>
public sealed class PollAheadTests : IAsyncLifetime
{
    private const int Users = 650;

    private readonly CountingOutbox _outbox = new();
    private PollService _polls = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _polls = await PollService.StartAsync(replace: services =>
        {
            var inner = services.Last(service => service.ServiceType == typeof(IOutbox)).ImplementationInstance;
            _outbox.Stored = Assert.IsAssignableFrom<IOutbox>(inner);
            services.AddSingleton<IOutbox>(_outbox);
        });
        for (var user = 0; user < Users; user++)
            await _polls.AddAsync(Told(UserId.New(Now)));
    }

    public ValueTask DisposeAsync() => _polls.DisposeAsync();

    private DateTimeOffset Now => _polls.Service.Time.GetUtcNow();

    [Fact]
    public async Task A_backlog_is_looked_at_once_after_the_first_poll()
    {
        var polled = await _polls.PollAsync();
        List<string> told = [];
        for (; polled.Sets.Count > 0; polled = await _polls.PollAsync(polled.Acks))
        {
            Assert.Equal(told.Count < Users - 100, polled.MoreAvailable);
            told.AddRange(polled.Sets.Select(set => set.Id));
        }

        Assert.Equal((Users, Users), (told.Count, told.Distinct().Count()));
        Assert.Equal(told.Order(StringComparer.Ordinal), told);
        Assert.Equal(3, _outbox.Looks); // The last one found that nothing is left.
    }

    [Fact]
    public async Task What_is_not_acknowledged_is_given_again()
    {
        var first = await _polls.PollAsync();
        var second = await _polls.PollAsync(first.Acks);

        Assert.Equal(Ids(second), Ids(await _polls.PollAsync()));
        Assert.Equal(Ids(second), Ids(await _polls.PollAsync($",\"ack\":[\"{first.Sets[0].Id}\"]")));
    }

    [Fact]
    public async Task The_versions_of_a_user_come_in_order_out_of_what_was_read_ahead()
    {
        var (user, version) = (UserId.New(Now), (WriteId?)null);
        List<string> versions = [];
        for (var change = 0; change < 3; change++)
        {
            _polls.Service.Time.Advance(TimeSpan.FromMilliseconds(1)); // Ids of one millisecond have no order.
            var next = Told(user, version);
            version = next.Version;
            versions.Add(next.Id.ToString());
            await _polls.AddAsync(next);
        }
        List<string> told = [];
        for (var polled = await _polls.PollAsync(); polled.Sets.Count > 0; polled = await _polls.PollAsync(polled.Acks))
        {
            Assert.InRange(polled.Sets.Count(set => versions.Contains(set.Id)), 0, 1);
            told.AddRange(polled.Sets.Select(set => set.Id));
        }

        Assert.Equal(versions, told.Where(versions.Contains));
        Assert.Equal(Users + versions.Count, told.Count);
    }

    [Fact]
    public async Task What_was_read_ahead_is_given_for_two_seconds()
    {
        var first = await _polls.PollAsync();
        var second = await _polls.PollAsync(first.Acks);
        var looks = _outbox.Looks;
        var third = await _polls.PollAsync(second.Acks);
        Assert.Equal(looks, _outbox.Looks);

        _polls.Service.Time.Advance(EventsAhead.Lifetime);
        var control = Told(user: null);
        await _polls.AddAsync(control);

        Assert.Equal([control.Id.ToString()], Ids(await _polls.PollAsync(third.Acks)));
    }

    [Fact]
    public async Task A_stream_that_is_paused_gives_nothing_of_it()
    {
        var first = await _polls.PollAsync();
        var second = await _polls.PollAsync(first.Acks);
        await _polls.Service.Storage.Streams.UpdateAsync(_polls.Stream with { Status = StreamStatus.Paused }, Cancel);
        _polls.Service.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.NotEmpty((second = await _polls.PollAsync(second.Acks)).Sets); // It is remembered for 2 s.

        _polls.Service.Time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Empty((await _polls.PollAsync(second.Acks)).Sets);
    }

    private static IEnumerable<string> Ids(Polled polled) => polled.Sets.Select(set => set.Id);

    private OutboxEvent Told(UserId? user, WriteId? previous = null)
    {
        var version = WriteId.New(Now);
        return new()
        {
            Stream = _polls.Stream.Id,
            Id = new EventId(version, user is null ? EventId.Control : EventId.Change),
            Kind = user is null ? EventKind.Verification : EventKind.Patch,
            When = version.Time,
            User = user,
            Version = user is null ? null : version,
            Previous = previous,
            IsFull = true,
            Content = "{}"u8.ToArray(),
        };
    }
}
