using System.Net;
using System.Text.Json;
using Scim.Events.Handout;
using Scim.Events.Sets;
using Scim.Http.Events;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Http.Tests.Events;

public sealed class PollTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_created_user_is_told_as_an_answer_shows_it()
    {
        await using var polls = await PollService.StartAsync();
        var created = await TestService.JsonAsync(await polls.Service.CreateAsync("ada@example.com", ",\"externalId\":\"a1\""));

        var set = Assert.Single((await polls.PollAsync()).Sets);

        Assert.Equal(EventUris.CreateFull, set.Uri);
        Assert.Equal((string?)created["meta"]!["version"], set.Payload.GetProperty("version").GetString());
        Assert.Equal(created.ToJsonString(), JsonSerializer.SerializeToNode(set.Payload.GetProperty("data"))!.ToJsonString());
        var (claims, id) = (set.Claims, (string)created["id"]!);
        Assert.Equal(set.Id, claims.GetProperty("jti").GetString());
        Assert.Equal(set.Id[..^2], claims.GetProperty("txn").GetString());
        Assert.Equal("http://localhost", claims.GetProperty("iss").GetString());
        Assert.Equal(polls.Stream.Audience, claims.GetProperty("aud").GetString());
        Assert.Equal(polls.Service.Time.GetUtcNow().ToUnixTimeSeconds(), claims.GetProperty("iat").GetInt64());
        Assert.Equal(
            $$"""{"format":"scim","uri":"/Users/{{id}}","externalId":"a1","id":"{{id}}"}""", claims.GetProperty("sub_id").GetRawText());
    }

    [Fact]
    public async Task The_versions_of_a_user_come_one_after_the_other_as_they_are_acknowledged()
    {
        await using var polls = await PollService.StartAsync();
        var id = (string?)(await TestService.JsonAsync(await polls.Service.CreateAsync("ada@example.com")))["id"];
        var path = $"{TestService.Users}/{id}";
        await polls.Service.SendAsync(
            "PATCH", path, """{"Operations":[{"op":"replace","path":"active","value":false}]}""");
        await polls.Service.SendAsync("DELETE", path);
        List<string> uris = [];

        var polled = await polls.PollAsync();
        Assert.Equal(polled.Sets.Single().Id, (await polls.PollAsync()).Sets.Single().Id);
        for (; polled.Sets.Count > 0; polled = await polls.PollAsync(polled.Acks))
        {
            uris.Add(Assert.Single(polled.Sets).Uri);
            Assert.Equal(uris.Count < 4, polled.MoreAvailable);
        }

        Assert.Equal([EventUris.CreateFull, EventUris.PatchFull, EventUris.Deactivate, EventUris.Delete], uris);
        Assert.Equal(
            polls.Service.Time.GetUtcNow(),
            (await polls.Service.Storage.Streams.FindDeliveryAsync(TestService.Account, polls.Stream.Id, Cancel)).LastDelivered);
    }

    [Fact]
    public async Task A_stream_of_notices_tells_names()
    {
        await using var polls = await PollService.StartAsync(EventContent.Notice);
        await polls.Service.CreateAsync("ada@example.com");

        var set = Assert.Single((await polls.PollAsync()).Sets);

        Assert.Equal(EventUris.CreateNotice, set.Uri);
        Assert.Contains("userName", set.Payload.GetProperty("attributes").EnumerateArray().Select(name => name.GetString()));
        Assert.False(set.Payload.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task Events_about_the_stream_tell_its_id()
    {
        await using var polls = await PollService.StartAsync();
        await polls.AddAsync(Control(polls, """{"state":"s"}"""));

        var set = Assert.Single((await polls.PollAsync()).Sets);

        Assert.Equal((EventUris.Verification, """{"state":"s"}"""), (set.Uri, set.Payload.GetRawText()));
        Assert.Equal($$"""{"format":"opaque","id":"{{polls.Stream.Id}}"}""", set.Claims.GetProperty("sub_id").GetRawText());
    }

    [Fact]
    public async Task An_answer_ends_at_the_number_that_is_asked_for()
    {
        await using var polls = await PollService.StartAsync();
        for (var user = 0; user < 3; user++) await polls.Service.CreateAsync($"{user}@example.com");

        var two = await polls.PollAsync(",\"maxEvents\":2");
        var all = await polls.PollAsync(",\"maxEvents\":100000");

        Assert.Equal((2, true), (two.Sets.Count, two.MoreAvailable));
        Assert.Equal((3, false), (all.Sets.Count, all.MoreAvailable));
    }

    [Fact]
    public async Task An_answer_has_a_hundred_events_at_most()
    {
        await using var polls = await PollService.StartAsync();
        for (var user = 0; user < PollRequest.MostEvents + 1; user++) await polls.AddAsync(Large(polls, 10));

        var polled = await polls.PollAsync();

        Assert.Equal((PollRequest.MostEvents, true), (polled.Sets.Count, polled.MoreAvailable));
    }

    [Fact]
    public async Task An_answer_ends_at_4_mebibytes()
    {
        await using var polls = await PollService.StartAsync();
        for (var user = 0; user < 8; user++) await polls.AddAsync(Large(polls, 500_000));

        var response = await polls.SendAsync("""{"returnImmediately":true}""");
        var polled = await PollService.ReadAsync(response);

        Assert.Equal((6, true), (polled.Sets.Count, polled.MoreAvailable));
        Assert.InRange(response.Content.Headers.ContentLength ?? 0, 6 * 500_000, EventPolls.MostBytes);
    }

    [Fact]
    public async Task No_events_are_handed_out_where_none_are_asked_for()
    {
        await using var polls = await PollService.StartAsync();
        await polls.Service.CreateAsync("ada@example.com");
        var first = await polls.PollAsync();

        var response = await polls.SendAsync($$"""{"maxEvents":0{{first.Acks}}}""");

        Assert.Equal("""{"sets":{}}""", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Empty((await polls.PollAsync()).Sets);
    }

    [Fact]
    public async Task What_is_refused_is_set_aside_and_holds_up_its_user_only()
    {
        await using var polls = await PollService.StartAsync();
        var id = (string?)(await TestService.JsonAsync(await polls.Service.CreateAsync("ada@example.com")))["id"];
        await polls.Service.SendAsync("DELETE", $"{TestService.Users}/{id}");
        var refused = (await polls.PollAsync()).Sets.Single().Id;
        await polls.Service.CreateAsync("bob@example.com");

        var polled = await polls.PollAsync(
            $$$""","setErrs":{"{{{refused}}}":{"err":"invalid_request","description":"no\nsuch {{{new string('x', 300)}}}"}"""
            + ""","x":{"err":"e"}}""");

        Assert.NotEqual(refused, Assert.Single(polled.Sets).Id);
        Assert.False(polled.MoreAvailable);
        var rows = await polls.Service.Storage.Outbox.PagesAsync(TestService.Account, polls.Stream.Id, null, 10, Cancel).FirstAsync(Cancel);
        var row = Assert.Single(rows, told => told.SetAside is not null);
        Assert.Equal(refused, row.Id.ToString());
        Assert.StartsWith("invalid_request: no such xxx", row.SetAside, StringComparison.Ordinal);
        Assert.Equal(SettingAside.LongestReason, row.SetAside!.Length);
    }

    [Fact]
    public async Task What_nobody_took_in_time_is_removed_counted_and_told()
    {
        await using var polls = await PollService.StartAsync();
        await polls.Service.CreateAsync("ada@example.com");
        polls.Service.Time.Advance(polls.Stream.Retention + EventSelection.Grace);
        await polls.Service.CreateAsync("bob@example.com");

        Assert.Single((await polls.PollAsync()).Sets);

        Assert.Equal(1, (await polls.Service.Storage.Streams.FindDeliveryAsync(TestService.Account, polls.Stream.Id, Cancel)).Lost);
        Assert.Contains(polls.Service.Log.Lines, line => line.Contains("lost 1 events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_that_nobody_knows_are_left_alone()
    {
        await using var polls = await PollService.StartAsync();
        await polls.Service.CreateAsync("ada@example.com");

        var polled = await polls.PollAsync($$""","ack":["x","{{Guid.NewGuid()}}.0"]""");

        Assert.Single(polled.Sets);
    }

    [Fact]
    public async Task A_stream_that_is_paused_holds_its_events()
    {
        await using var polls = await PollService.StartAsync();
        await polls.Service.CreateAsync("ada@example.com");
        await polls.Service.Storage.Streams.UpdateAsync(polls.Stream with { Status = StreamStatus.Paused }, Cancel);
        polls.Service.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Empty((await polls.PollAsync()).Sets);

        await polls.AddAsync(Control(polls, "{}"));
        Assert.Single((await polls.PollAsync()).Sets);
    }

    [Fact]
    public async Task Without_a_signing_key_the_poll_is_to_be_repeated()
    {
        await using var polls = await PollService.StartAsync(hasKey: false);

        var response = await polls.SendAsync("{}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), response.Headers.RetryAfter?.Delta);
        Assert.Equal("temporarily_unavailable", (string?)(await TestService.JsonAsync(response))["err"]);
        Assert.Contains("no key", (string?)(await TestService.JsonAsync(response))["description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_asks_for_another_algorithm_needs_a_key_of_it()
    {
        await using var polls = await PollService.StartAsync();
        await polls.Service.Storage.Streams.UpdateAsync(polls.Stream with { Algorithm = "RS256" }, Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await polls.SendAsync("{}")).StatusCode);
    }

    private static OutboxEvent Control(PollService polls, string payload) => new()
    {
        Stream = polls.Stream.Id,
        Id = new EventId(WriteId.New(polls.Service.Time.GetUtcNow()), EventId.Control),
        Kind = EventKind.Verification,
        When = polls.Service.Time.GetUtcNow(),
        Content = System.Text.Encoding.UTF8.GetBytes(payload),
    };

    private static OutboxEvent Large(PollService polls, int bytes)
    {
        var version = WriteId.New(polls.Service.Time.GetUtcNow());
        return new()
        {
            Stream = polls.Stream.Id,
            Id = new EventId(version, EventId.Change),
            Kind = EventKind.Patch,
            When = version.Time,
            User = UserId.New(version.Time),
            Version = version,
            IsFull = true,
            Content = System.Text.Encoding.UTF8.GetBytes($"{{\"x\":\"{new string('x', bytes)}\"}}"),
        };
    }
}
