using System.Text;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations.Streams;
using Scim.Operations.Users;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Testing;

namespace Scim.Console.Tests.Streams;

/// <summary>What an operator does with streams, in a browser.</summary>
public sealed class StreamActsTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_paused_and_resumed_and_its_receiver_is_told_why()
    {
        await using var site = await ConsoleSite.StartAsync();
        var stream = await StreamSeed.AddAsync(site, await site.AddAccountAsync("acme"));
        await using var visit = await OpenAsync(site);

        await visit.Page.GetByText("Tell the receiver something with it").ClickAsync();
        await visit.Field("For the receiver").FillAsync("down for repair");
        await visit.PressAsync("Pause …");
        await visit.ExpectCommandAsync($"scim stream pause --account acme {stream.Id} --reason 'down for repair'");
        await visit.CheckAsync("stream-pause-asks");
        Assert.Equal(StreamStatus.Enabled, (await FindAsync(site, stream)).Status);
        await visit.AgreeAsync("Pause", "The stream is paused.");
        Assert.Equal(StreamStatus.Paused, (await FindAsync(site, stream)).Status);
        await Assertions.Expect(visit.Page.GetByText("paused: events are made and held")).ToBeVisibleAsync();

        await visit.PressAsync("Resume …");
        await visit.ExpectCommandAsync($"scim stream resume --account acme {stream.Id}");
        await visit.AgreeAsync("Resume", "The stream is resumed. It has the changes that are made after");
        Assert.Equal(StreamStatus.Enabled, (await FindAsync(site, stream)).Status);
        Assert.Equal(
            ["""{"status":"paused","reason":"down for repair"}""", """{"status":"enabled"}"""],
            (await WaitingAsync(site, stream)).Select(told => Encoding.UTF8.GetString(told.Content.Span)));
        visit.AssertClean();
    }

    [Fact]
    public async Task A_stream_is_disabled_and_begins_anew()
    {
        await using var site = await ConsoleSite.StartAsync();
        var stream = await StreamSeed.AddAsync(site, await site.AddAccountAsync("acme"));
        await StreamSeed.SetAsideAsync(site, stream, "invalid_key");
        await using var visit = await OpenAsync(site);

        await visit.PressAsync("Disable …");
        await visit.ExpectCommandAsync($"scim stream disable --account acme {stream.Id}");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("are dropped: 1 event now.");
        Assert.Single(await WaitingAsync(site, stream));
        await visit.AgreeAsync("Disable", "The stream is disabled.");
        Assert.Equal(StreamStatus.Disabled, (await FindAsync(site, stream)).Status);
        Assert.Equal(EventKind.StreamUpdated, Assert.Single(await WaitingAsync(site, stream)).Kind);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Replay every user …" })).ToHaveCountAsync(0);

        await visit.PressAsync("Enable …");
        await visit.ExpectCommandAsync($"scim stream enable --account acme {stream.Id}");
        await visit.AgreeAsync("Enable", "The stream is enabled. It has the changes that are made after");
        var enabled = await FindAsync(site, stream);
        Assert.Equal(StreamStatus.Enabled, enabled.Status);
        Assert.True(enabled.From > stream.From);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_change_that_was_broken_off_is_finished()
    {
        await using var site = await ConsoleSite.StartAsync();
        var stream = await StreamSeed.AddAsync(site, await site.AddAccountAsync("acme"));
        var accounts = site.Get<IAccountStore>();
        Assert.NotNull(await accounts.ChangeStreamsAsync((await accounts.FindAsync(Acme, Cancel))!, [], Cancel)); // It was made.
        await using var visit = await OpenAsync(site);
        await Assertions.Expect(visit.Page.GetByText("was broken off, so that writes do not go by it yet.")).ToBeVisibleAsync();

        await visit.PressAsync("Finish the change …");
        await visit.ExpectCommandAsync($"scim stream enable --account acme {stream.Id}");
        await visit.AgreeAsync("Finish", "The change is finished.");

        Assert.Equal(stream.Id, Assert.Single((await accounts.FindAsync(Acme, Cancel))!.Streams).Id); // As above.
        await Assertions.Expect(visit.Page.GetByText("writes do not go by it yet")).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_receiver_is_tried_by_a_verification_event()
    {
        await using var site = await ConsoleSite.StartAsync();
        var stream = await StreamSeed.AddAsync(site, await site.AddAccountAsync("acme"));
        await using var visit = await OpenAsync(site);

        await visit.Page.GetByText("Tell the receiver something with it").ClickAsync();
        await visit.Field("For the receiver").FillAsync("-hello");
        await visit.PressAsync("Verify …");
        await visit.ExpectCommandAsync($"scim stream verify --account acme {stream.Id} --state=-hello");
        Assert.Empty(await WaitingAsync(site, stream));
        await visit.AgreeAsync("Send", "waits for the receiver.");

        var sent = Assert.Single(await WaitingAsync(site, stream));
        Assert.Equal((EventKind.Verification, """{"state":"-hello"}"""), (sent.Kind, Encoding.UTF8.GetString(sent.Content.Span)));
        await Assertions.Expect(visit.Page.Locator("dt:text-is('Backlog') + dd")).ToHaveTextAsync("1 event");
        visit.AssertClean();
    }

    [Fact]
    public async Task What_was_set_aside_is_delivered_again_one_by_one_or_all_at_once()
    {
        await using var site = await ConsoleSite.StartAsync();
        var stream = await StreamSeed.AddAsync(site, await site.AddAccountAsync("acme"));
        var first = await StreamSeed.SetAsideAsync(site, stream, "first");
        await StreamSeed.SetAsideAsync(site, stream, "second");
        await StreamSeed.SetAsideAsync(site, stream, "third");
        await using var visit = await OpenAsync(site);
        await visit.GoAsync($"/accounts/acme/streams/{stream.Id}/set-aside");

        await visit.Page.Locator("tbody tr").Filter(new() { HasText = "first" }).GetByRole(AriaRole.Button).ClickAsync();
        await visit.ExpectCommandAsync($"scim stream redeliver --account acme {stream.Id} --event {first}");
        Assert.Equal(3, await AsideAsync(site, stream));
        await visit.AgreeAsync("Deliver", "Delivered again: 1 event.");
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(2);
        Assert.Equal(2, await AsideAsync(site, stream));

        await visit.GoAsync("/accounts/acme/streams");
        await visit.PressAsync("Deliver again …");
        await visit.ExpectCommandAsync($"scim stream redeliver --account acme {stream.Id}");
        await visit.AgreeAsync("Deliver", "Delivered again: 2 events.");
        Assert.Equal(0, await AsideAsync(site, stream));

        await visit.GoAsync($"/accounts/acme/streams/{stream.Id}/set-aside");
        await Assertions.Expect(visit.Page.GetByText("Nothing is set aside")).ToBeVisibleAsync();
        await visit.CheckAsync("set-aside-none");
    }

    [Fact]
    public async Task A_replay_says_how_far_it_is_and_can_be_stopped_and_begun_again()
    {
        var time = new AwaitedTime(StreamSetting.Notice + StreamReplays.Settling, atLeast: StreamReplays.Settling);
        await using var site = await ConsoleSite.StartAsync(time: time);
        var acme = await site.AddAccountAsync("acme");
        await site.AddUsersAsync(acme, "one", "two", "three");
        time.CatchUp();
        var stream = await StreamSeed.AddAsync(site, acme);
        await using var visit = await OpenAsync(site);

        await visit.PressAsync("Replay every user …");
        await visit.ExpectCommandAsync($"scim stream replay --account acme {stream.Id}");
        time.CatchUp();
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.InDialog).ToContainTextAsync(", which is waited for.");
        await time.WaitsAsync(Cancel);
        await visit.CheckAsync("stream-replay-waits");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Stopped. What was done until then stays done.")).ToBeVisibleAsync();
        Assert.Empty(await WaitingAsync(site, stream));

        time.CatchUp();
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();
        time.Advance(await time.WaitsAsync(Cancel) + TimeSpan.FromMilliseconds(1)); // Timers count whole ones.
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("Told: 3 users.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        Assert.Equal(3, (await WaitingAsync(site, stream)).Count(told => told.Kind == EventKind.Create));
        await Assertions.Expect(visit.Page.Locator("dt:text-is('Backlog') + dd")).ToHaveTextAsync("3 events");
        visit.AssertClean();
    }

    [Fact]
    public async Task A_replay_that_was_broken_off_goes_on()
    {
        await using var site = await ConsoleSite.StartAsync();
        var acme = await site.AddAccountAsync("acme");
        await site.AddUsersAsync(acme, "one", "two", "three");
        var stream = await StreamSeed.AddAsync(site, acme);
        var users = await site.Get<UserOperations>().ReadPageAsync(new UserSelection(acme), 2, after: null, Cancel);
        var accounts = site.Get<IAccountStore>();
        var begun = await site.Get<IStreamStore>().UpdateAsync(
            stream with { From = stream.Created - StreamReplays.Settling, ReplayedTo = users.Users[^1].Id }, Cancel);
        Assert.NotNull(begun?.Setting);
        var row = await accounts.FindAsync(Acme, Cancel);
        Assert.NotNull(await accounts.ChangeStreamsAsync(row!, [begun.Setting], Cancel)); // It was made.
        await using var visit = await OpenAsync(site);
        await Assertions.Expect(visit.Page.GetByText("runs or was broken off behind the user")).ToBeVisibleAsync();

        await visit.PressAsync("Go on with the replay …");
        await visit.ExpectCommandAsync($"scim stream replay --account acme {stream.Id} --resume");
        await visit.AgreeAsync("Go on", "Told: 1 user.");

        Assert.Single(await WaitingAsync(site, stream));
        await Assertions.Expect(visit.Page.GetByText("runs or was broken off behind the user")).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_stream_is_deleted_with_what_waits()
    {
        await using var site = await ConsoleSite.StartAsync();
        var stream = await StreamSeed.AddAsync(site, await site.AddAccountAsync("acme"), StreamSeed.HostileAudience);
        await StreamSeed.SetAsideAsync(site, stream, "invalid_key");
        await using var visit = await OpenAsync(site);

        await visit.PressAsync("Delete …");
        await visit.ExpectCommandAsync($"scim stream delete --account acme {stream.Id}");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync(@"The stream to reversed\u202Egnp.exe <img");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("deleted for good: 1 event now.");
        Assert.Single(await WaitingAsync(site, stream));
        await visit.AgreeAsync("Delete for good", "The stream is deleted.");

        Assert.Empty(await WaitingAsync(site, stream));
        Assert.NotNull(Assert.Single(await site.Get<StreamOperations>().ListAsync(Acme, Cancel)).Stream.Deleted);
        await Assertions.Expect(visit.Page.GetByText("being deleted", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete …" })).ToHaveCountAsync(0);
        await visit.CheckAsync("stream-deleted");
    }

    [Fact]
    public async Task A_console_that_is_read_only_offers_nothing_to_do()
    {
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        var acme = await site.AddAccountAsync("acme");
        await site.AddAccountAsync("initech");
        var stream = await StreamSeed.AddAsync(site, acme);
        await StreamSeed.SetAsideAsync(site, stream, "invalid_key");
        await using var visit = await Visit.OpenAsync(site);

        foreach (var path in new[]
        {
            "/accounts/acme/streams", $"/accounts/acme/streams/{stream.Id}/set-aside", "/accounts/initech/streams",
        })
        {
            await visit.GoAsync(path);
            await Assertions.Expect(visit.Page.Locator("[aria-haspopup=dialog]")).ToHaveCountAsync(0);
            await Assertions.Expect(visit.Page.Locator("main").GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
            await visit.CheckAsync();
        }
        await Assertions.Expect(visit.Page.GetByText("scim stream create --account initech")).ToBeVisibleAsync();
    }

    private static async Task<Visit> OpenAsync(ConsoleSite site)
    {
        var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/streams");
        return visit;
    }

    private static Task<StreamRecord> FindAsync(ConsoleSite site, StreamRecord stream) =>
        site.Get<StreamOperations>().FindAsync(stream.Account, stream.Id, Cancel);

    private static async Task<int> AsideAsync(ConsoleSite site, StreamRecord stream) =>
        (await site.Get<StreamOperations>().DescribeAsync(stream.Account, stream.Id, Cancel)).SetAside;

    private static async Task<IReadOnlyList<OutboxEvent>> WaitingAsync(ConsoleSite site, StreamRecord stream)
    {
        var waiting = new List<OutboxEvent>();
        await foreach (var page in site.Get<IOutbox>().PagesAsync(stream.Account, stream.Id, after: null, 1_000, Cancel))
            waiting.AddRange(page);
        return waiting;
    }
}
