using System.Net;
using System.Text.Json;
using Scim.Conformance.Tests.Service;
using Scim.Events.Sets;
using Scim.Testing;
using Scim.Testing.Functions.Protocol;

namespace Scim.Conformance.Tests.Workers;

/// <summary>Streams on the published app: polls are answered, its own commits are pushed, and the timer does what is left.</summary>
public sealed class WorkerStreamsTests(StreamingWorker worker) : IClassFixture<StreamingWorker>, IAsyncLifetime
{
    private const string Sweep = "StreamSweep";
    private const string Rename = """{"Operations":[{"op":"replace","path":"displayName","value":"Ada"}]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ConformanceService.IsForeign, "It starts hosts of its own; SCIM_BASE_URL names somebody else's.");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(worker.Host.Log);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Changes_are_polled_for_verify_and_are_gone_once_acknowledged()
    {
        var account = await worker.AddAsync("polled", endpoint: null, Cancellation);
        await ChangeAsync(account);
        List<string> events = [];

        var polled = await worker.PollAsync(account, ack: [], Cancellation);
        for (; SetsOf(polled) is { Count: > 0 } sets; polled = await worker.PollAsync(account, ack: sets.Keys, Cancellation))
            events.AddRange(await worker.VerifyAsync(account, sets.Values, Cancellation));

        Assert.Equal([EventUris.CreateFull, EventUris.PatchFull], events);
        Assert.Equal(0, await worker.WaitingAsync(account, Cancellation));
        await AssertGoesOnAsync(account);
    }

    [Fact]
    public async Task Changes_are_pushed_without_the_timer()
    {
        await using var receiver = await worker.StartReceiverAsync(Cancellation);
        var account = await worker.AddAsync("pushed", receiver.Endpoint, Cancellation);

        await ChangeAsync(account);
        await receiver.ArrivedAsync(2, Cancellation);
        await Eventually.HoldsAsync(async () => await worker.WaitingAsync(account, Cancellation) == 0, Cancellation);

        Assert.Equal(
            [EventUris.CreateFull, EventUris.PatchFull], await worker.VerifyAsync(account, receiver.Arrived, Cancellation));
        await AssertGoesOnAsync(account);
    }

    [Fact]
    public async Task What_another_instance_left_behind_is_pushed_within_the_call_of_the_timer()
    {
        await using var receiver = await worker.StartReceiverAsync(Cancellation);
        var account = await worker.AddAsync("left-behind", receiver.Endpoint, Cancellation);
        await worker.LeaveBehindAsync(account, [User("ada")], Cancellation);
        Assert.Equal(1, await worker.WaitingAsync(account, Cancellation));

        receiver.Hold();
        var sweep = worker.Host.FireTimerAsync(Sweep, Cancellation);
        await AssertWaitsAsync(sweep, receiver);
        receiver.Release();
        await sweep;

        Assert.Equal(0, await worker.WaitingAsync(account, Cancellation));
        Assert.Equal([EventUris.CreateFull], await worker.VerifyAsync(account, receiver.Arrived, Cancellation));
        await AssertGoesOnAsync(account);
    }

    [Fact]
    public async Task A_sweep_that_is_told_to_stop_ends_in_order_and_leaves_the_rest_to_the_next()
    {
        await using var receiver = await worker.StartReceiverAsync(Cancellation);
        var account = await worker.AddAsync("stopped", receiver.Endpoint, Cancellation);
        await worker.LeaveBehindAsync(account, [User("ada"), User("grace")], Cancellation);
        using var stop = new CancellationTokenSource();

        receiver.Hold();
        var sweep = worker.Host.FireTimerAsync(Sweep, Cancellation, stop.Token);
        await AssertWaitsAsync(sweep, receiver);
        await stop.CancelAsync();
        await sweep;

        Assert.Single(receiver.Arrived);
        Assert.Equal(2, await worker.WaitingAsync(account, Cancellation));
        await AssertGoesOnAsync(account);
        receiver.Release();
        await worker.Host.FireTimerAsync(Sweep, Cancellation);
        Assert.Equal(0, await worker.WaitingAsync(account, Cancellation));
        Assert.Equal(
            Enumerable.Repeat(EventUris.CreateFull, 3), await worker.VerifyAsync(account, receiver.Arrived, Cancellation));
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_ends_and_the_worker_goes_on()
    {
        await using var receiver = await worker.StartReceiverAsync(Cancellation);
        var account = await worker.AddAsync("empty", receiver.Endpoint, Cancellation);

        await worker.Host.FireTimerAsync(Sweep, Cancellation);
        await worker.Host.FireTimerAsync(Sweep, Cancellation);

        Assert.Empty(receiver.Arrived);
        await AssertGoesOnAsync(account);
    }

    [Fact]
    public async Task The_timer_calls_one_function_every_five_minutes_and_one_every_night()
    {
        Assert.Equal(
            new Dictionary<string, string> { [Sweep] = "0 */5 * * * *", ["Upkeep"] = "0 17 3 * * *" }, await worker.Host.TimersAsync());
        await Assert.ThrowsAsync<WorkerException>(() => worker.Host.FireTimerAsync("Health", Cancellation));
    }

    private static string User(string name) => $$"""{"userName":"{{name}}@example.com","name":{"givenName":"A","familyName":"B"} }""";

    private static Dictionary<string, string> SetsOf(JsonElement polled) =>
        polled.GetProperty("sets").EnumerateObject().ToDictionary(set => set.Name, set => $"{set.Value}");

    /// <summary>It does not end while the receiver has an event that it did not answer.</summary>
    private static async Task AssertWaitsAsync(Task sweep, PushReceiver receiver)
    {
        var first = await Task.WhenAny(sweep, receiver.ArrivedAsync(1, Cancellation));
        await first;
        Assert.False(sweep.IsCompleted, "The call was over before the event was taken.");
    }

    private async Task ChangeAsync(StreamedAccount account)
    {
        using var scim = new ScimClient(worker.Host.ScimBase, account.Tenant.Token);
        var created = await scim.PostAsync("/Users", User("ada"), Cancellation);
        var changed = await scim.PatchAsync($"/Users/{created.Text("id")}", Rename, Cancellation);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.Status, changed.Status));
    }

    /// <summary>The same worker answers, and has logged no error.</summary>
    private async Task AssertGoesOnAsync(StreamedAccount account)
    {
        using var scim = new ScimClient(worker.Host.ScimBase, account.Tenant.Token);
        Assert.Equal(HttpStatusCode.OK, (await scim.GetAsync("/Users", Cancellation)).Status);
        Assert.Equal(0, worker.Host.Replacements);
        Assert.Empty(worker.Host.Errors);
    }
}
