using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Scim.Events;
using Scim.Events.Signing;
using Scim.Http.Events;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Testing;

namespace Scim.Http.Tests.Events;

public sealed class LongPollTests
{
    private readonly CountingOutbox _outbox = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_of_this_instance_ends_the_wait_at_once()
    {
        await using var polls = await StartAsync();
        var poll = polls.SendAsync("{}");
        await WaitsAsync(polls);
        Assert.False(poll.IsCompleted);

        await polls.Service.CreateAsync("ada@example.com");

        Assert.Single((await PollService.ReadAsync(await poll)).Sets);
        Assert.Equal(0, polls.Waiting.Count);
    }

    [Fact]
    public async Task What_comes_after_keys_were_rotated_is_signed_by_the_new_one()
    {
        var now = new FakeTimeProvider().GetUtcNow(); // The clocks of services start alike.
        var (first, _) = SigningKeySetting.With(null, "ES256", now, now);
        var (both, second) = SigningKeySetting.With(first, "ES256", now.AddSeconds(1), now);
        await using var polls = await StartAsync(both);
        var poll = polls.SendAsync("{}");
        await WaitsAsync(polls);
        polls.Service.Time.Advance(TimeSpan.FromSeconds(1));

        await polls.Service.CreateAsync("ada@example.com");

        var sets = JsonElement.Parse(await (await poll).Content.ReadAsStringAsync(Cancel)).GetProperty("sets");
        var token = Assert.Single(sets.EnumerateObject()).Value.GetString()!;
        Assert.Equal(second, new JsonWebToken(token).Kid);
    }

    [Fact]
    public async Task An_event_of_another_instance_ends_it_within_two_seconds()
    {
        await using var polls = await StartAsync();
        var poll = polls.SendAsync("{}");
        await WaitsAsync(polls);
        await polls.AddAsync(Told(polls));

        polls.Service.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Single((await PollService.ReadAsync(await poll)).Sets);
    }

    [Fact]
    public async Task A_poll_waits_for_twenty_seconds_and_looks_every_two()
    {
        await using var polls = await StartAsync();
        var poll = polls.SendAsync("{}");
        for (var second = 0; second < 20; second++)
        {
            await WaitsAsync(polls, looks: 1 + (second / 2));
            Assert.False(poll.IsCompleted);
            polls.Service.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var response = await poll;

        Assert.Equal("""{"sets":{}}""", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(11, _outbox.Looks);
    }

    [Fact]
    public async Task A_wait_is_no_outage_of_storage()
    {
        await using var polls = await StartAsync();
        var poll = polls.SendAsync("{}");
        for (var looks = 1; looks <= 8; looks++)
        {
            await WaitsAsync(polls, looks);
            polls.Service.Time.Advance(TimeSpan.FromSeconds(2));
        }
        await WaitsAsync(polls, looks: 9);

        await polls.Service.CreateAsync("ada@example.com");

        Assert.Single((await PollService.ReadAsync(await poll)).Sets);
    }

    [Fact]
    public async Task What_is_written_and_cannot_be_handed_out_does_not_make_it_look_all_the_time()
    {
        await using var polls = await StartAsync();
        var id = (string?)(await TestService.JsonAsync(await polls.Service.CreateAsync("ada@example.com")))["id"];
        var refused = (await polls.PollAsync()).Sets.Single().Id;
        await polls.PollAsync($$$""","setErrs":{"{{{refused}}}":{"err":"invalid_request"}}""");
        var before = _outbox.Looks;
        var poll = polls.SendAsync("{}");
        await WaitsAsync(polls, before + 1);

        for (var change = 0; change < 10; change++)
        {
            await polls.Service.SendAsync(
                "PATCH", $"{TestService.Users}/{id}", $$$"""{"Operations":[{"op":"replace","path":"title","value":"{{{change}}}"}]}""");
        }
        await WaitsAsync(polls, before + 2);
        Assert.Equal(before + 2, _outbox.Looks);
        await polls.Service.CreateAsync("bob@example.com");
        polls.Service.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Single((await PollService.ReadAsync(await poll)).Sets);
    }

    [Fact]
    public async Task A_client_that_goes_away_waits_no_longer()
    {
        await using var polls = await StartAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var poll = polls.SendAsync("{}", cancel: gone.Token);
        await WaitsAsync(polls);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        await Eventually.HoldsAsync(() => Task.FromResult(polls.Waiting.Count == 0), Cancel);
    }

    [Fact]
    public async Task A_stream_that_is_deleted_ends_the_wait()
    {
        await using var polls = await StartAsync();
        var poll = polls.SendAsync("{}");
        await WaitsAsync(polls);
        await polls.Service.Storage.Streams.UpdateAsync(polls.Stream with { Deleted = polls.Service.Time.GetUtcNow() }, Cancel);

        polls.Service.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await poll).StatusCode);
    }

    [Fact]
    public void Only_so_many_wait_at_once()
    {
        var time = TimeProvider.System;
        using var waiting = new WaitingPolls(new CommitSignals(), time, lifetime: null);
        var stream = StreamId.New(time.GetUtcNow());
        var ofStream = Enumerable.Range(0, WaitingPolls.MostOfStream).Select(_ => waiting.TryBegin(stream)).ToList();
        var others = Enumerable.Range(ofStream.Count, WaitingPolls.Most - ofStream.Count)
            .Select(_ => waiting.TryBegin(StreamId.New(time.GetUtcNow()))).ToList();

        Assert.DoesNotContain(null, ofStream.Concat(others));
        Assert.Null(waiting.TryBegin(stream));
        Assert.Null(waiting.TryBegin(StreamId.New(time.GetUtcNow())));
        ofStream[0]!.Dispose();
        Assert.NotNull(waiting.TryBegin(stream));
        Assert.Equal(WaitingPolls.Most, waiting.Count);
    }

    private Task<PollService> StartAsync(string? keys = null) => PollService.StartAsync(replace: services =>
    {
        var stored = services.Last(service => service.ServiceType == typeof(IOutbox)).ImplementationInstance;
        _outbox.Stored = (IOutbox)stored!; // It is registered as an instance.
        services.AddSingleton<IOutbox>(_outbox);
        if (keys is not null)
            services.AddSingleton(new EventOptions { SigningKeys = keys });
    });

    private Task WaitsAsync(PollService polls, int looks = 1) =>
        Eventually.HoldsAsync(
            () => Task.FromResult(polls.Waiting.Count == 1 && polls.Waiting.Sleeping == 1 && _outbox.Looks >= looks), Cancel);

    private static OutboxEvent Told(PollService polls)
    {
        var version = WriteId.New(polls.Service.Time.GetUtcNow());
        return new()
        {
            Stream = polls.Stream.Id,
            Id = new EventId(version, EventId.Change),
            Kind = EventKind.Create,
            When = version.Time,
            User = UserId.New(version.Time),
            Version = version,
            Content = "[]"u8.ToArray(),
        };
    }
}
