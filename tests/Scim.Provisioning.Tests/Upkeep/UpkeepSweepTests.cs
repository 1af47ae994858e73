using System.Diagnostics.Metrics;
using Moq;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;

namespace Scim.Provisioning.Tests.Upkeep;

public sealed class UpkeepSweepTests : IDisposable
{
    private readonly UpkeepSite _site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Logged_requests_go_after_fourteen_days_in_every_account()
    {
        var (acme, other) = (await _site.AddAccountAsync("acme", 0, 13.99, 14.01, 90), await _site.AddAccountAsync("other", 14.01, 1));

        var counts = await _site.RunAsync();

        Assert.Equal((2, 1, 3, true), (
            await _site.LoggedAsync(acme), await _site.LoggedAsync(other), counts.Requests.Removed, counts.IsComplete));
        Assert.Equal(0, (await _site.RunAsync()).Requests.Removed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(90, 3)]
    public async Task Logged_requests_are_kept_for_as_long_as_is_set(int days, int kept)
    {
        var acme = await _site.AddAccountAsync("acme", 0.5, 2, 89, 91);

        await _site.RunAsync(Retention.OfDays(days, audit: null));

        Assert.Equal(kept, await _site.LoggedAsync(acme));
    }

    [Fact]
    public async Task A_deleted_account_loses_what_was_logged_while_it_was_deleted_and_one_that_is_being_deleted_only_what_is_old()
    {
        var (deleted, deleting) = (await _site.AddAccountAsync("deleted", 0, 20), await _site.AddAccountAsync("deleting", 0, 20));
        await _site.Storage.Users.SetStateAsync(deleted, AccountState.Deleted, Cancel);
        await _site.Storage.Users.SetStateAsync(deleting, AccountState.Deleting, Cancel);

        await _site.RunAsync();

        Assert.Equal((0, 1), (await _site.LoggedAsync(deleted), await _site.LoggedAsync(deleting)));
    }

    [Fact]
    public async Task Expired_tokens_are_kept_as_long_as_the_log_that_tells_of_them()
    {
        foreach (var (text, days) in ((string, double)[])[("valid", -1), ("just", 0.5), ("13", 13.9), ("14", 14.1), ("old", 400)])
            await _site.AddTokenAsync(text, days);

        Assert.Equal(2, (await _site.RunAsync()).Tokens.Removed);

        foreach (var kept in (string[])["valid", "just", "13"])
            Assert.NotNull(await _site.Storage.Tokens.FindAsync(SecretHash.Of(kept), Cancel));
        Assert.Equal(1, (await _site.RunAsync(Retention.OfDays(requests: 1, audit: null))).Tokens.Removed);
    }

    [Fact]
    public async Task Buckets_go_once_they_have_been_full_for_an_hour()
    {
        var buckets = _site.Storage.Buckets;
        await buckets.WriteAsync(ClientId.Parse("gone"), new BucketState(0, _site.Now.AddHours(-2)), null, Cancel);
        await buckets.WriteAsync(ClientId.Parse("new"), new BucketState(0, _site.Now.AddMinutes(-2)), null, Cancel);

        Assert.Equal(1, (await _site.RunAsync()).Buckets.Removed);

        Assert.Equal("new", (await buckets.ListAsync(Cancel).SingleAsync(Cancel)).Caller.Value);
    }

    [Fact]
    public async Task Audit_trails_are_left_alone_unless_it_is_set_how_long_they_are_kept()
    {
        var audit = new Mock<IAuditRetention>();
        using var site = new UpkeepSite { Audit = audit.Object };
        var (acme, leaving) = (await site.AddAccountAsync("acme"), await site.AddAccountAsync("leaving"));
        await site.Storage.Users.SetStateAsync(leaving, AccountState.Deleting, Cancel);

        await site.RunAsync();
        audit.VerifyNoOtherCalls();
        audit.Setup(trail => trail.RemoveAsync(
                acme, site.Now.AddDays(-400), It.IsAny<IProgress<int>>(), It.IsAny<CancellationToken>()))
            .Callback<AccountId, DateTimeOffset, IProgress<int>, CancellationToken>((_, _, removed, _) => removed.Report(7))
            .Returns(Task.CompletedTask);

        Assert.Equal(7, (await site.RunAsync(Retention.OfDays(requests: null, audit: 400))).Audit.Removed);
        audit.Verify(
            trail => trail.RemoveAsync(
                It.IsAny<AccountId>(), It.IsAny<DateTimeOffset>(), It.IsAny<IProgress<int>>(), It.IsAny<CancellationToken>()),
            Times.Once);
    }

    [Fact]
    public async Task An_account_that_fails_does_not_stop_the_others()
    {
        var names = Enumerable.Range(0, 9).Select(number => $"acme-{number}").ToList();
        foreach (var name in names)
            await _site.AddAccountAsync(name, 20);
        var failing = AccountId.Parse("acme-4");
        _site.Requests.Setup(log => log.RemoveAsync(
                failing, It.IsAny<DateTimeOffset>(), It.IsAny<IProgress<int>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException("Storage is out."));

        var counts = await _site.RunAsync();

        Assert.Equal((8, false), (counts.Requests.Removed, counts.IsComplete));
        Assert.Equal(1, await _site.LoggedAsync(failing));
        var lines = _site.Log.Lines.ToList();
        Assert.Contains(lines, line => line.StartsWith("Warning 1603 The upkeep of account acme-4 broke off", StringComparison.Ordinal));
        Assert.StartsWith("Warning 1602 The upkeep ended before it was done", lines[^1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task What_was_removed_is_told_in_one_line_and_counted()
    {
        await _site.AddAccountAsync("acme", 15, 16);
        await _site.AddTokenAsync("old", 15);
        using var meter = new MeterListener();
        var measured = new Dictionary<string, long>();
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "scim.upkeep.removed")
                listener.EnableMeasurementEvents(instrument);
        };
        meter.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (measured)
                measured[$"{tags[0].Value}"] = Math.Max(value, measured.GetValueOrDefault($"{tags[0].Value}"));
        });
        meter.Start();

        await _site.RunAsync();

        Assert.Equal(
            "Information 1601 The upkeep removed 2 rows of the logs of requests, 1 expired tokens, 0 idle token buckets and 0 audit rows.",
            Assert.Single(_site.Log.Lines).Trim());
        Assert.Equal(["audit", "buckets", "requests", "tokens"], measured.Keys.Order(StringComparer.Ordinal));
        Assert.True(measured["requests"] >= 2);
    }

    [Fact]
    public async Task By_a_wrong_clock_nothing_is_removed()
    {
        var acme = await _site.AddAccountAsync("acme", 20);
        _site.Integrity.Setup(check => check.CheckClockAsync(It.IsAny<CancellationToken>())).ReturnsAsync(
            new Finding(null, FindingKind.Clock, "this machine's clock is 86400 s ahead of storage's", null, FindingState.Found));

        Assert.False((await _site.RunAsync()).IsComplete);

        Assert.Equal(1, await _site.LoggedAsync(acme));
        Assert.StartsWith(
            "Warning 1605 The upkeep did nothing: this machine's clock is 86400 s ahead of storage's. ",
            Assert.Single(_site.Log.Lines),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_stops_ends_it_in_order()
    {
        var acme = await _site.AddAccountAsync("acme", 20);
        using var stop = new CancellationTokenSource();
        var began = Hang(acme);

        var run = _site.RunAsync(stop: stop.Token);
        await began;
        await stop.CancelAsync();

        Assert.False((await run).IsComplete);
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over()
    {
        var acme = await _site.AddAccountAsync("acme", 20);
        var began = Hang(acme);

        var run = _site.RunAsync();
        await began;
        for (var minutes = 0; minutes < 25 && !run.IsCompleted; minutes++)
        {
            _site.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.False((await run.WaitAsync(Cancel)).IsComplete);
        Assert.StartsWith("Warning 1602 ", Assert.Single(_site.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_with_very_much_to_remove_has_its_turn_and_goes_on_when_the_others_have_had_theirs()
    {
        var hanging = new List<AccountId>();
        foreach (var number in Enumerable.Range(0, 4))
            hanging.Add(await _site.AddAccountAsync($"large-{number}", 20));
        var small = await _site.AddAccountAsync("small", 20);
        var began = hanging.ConvertAll(HangOnce);

        var run = _site.RunAsync();
        await Task.WhenAll(began);
        _site.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await run.WaitAsync(Cancel)).IsComplete);
        Assert.Equal(0, await _site.LoggedAsync(small));
        foreach (var account in hanging)
            Assert.Equal(0, await _site.LoggedAsync(account));
    }

    [Fact]
    public async Task Several_at_once_remove_each_row_once()
    {
        foreach (var number in Enumerable.Range(0, 20))
        {
            await _site.AddAccountAsync($"acme-{number}", 15, 16, 1);
            await _site.AddTokenAsync($"{number}", 15);
        }

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _site.RunAsync())));

        Assert.All(runs, counts => Assert.True(counts.IsComplete));
        Assert.Equal((40, 20), (runs.Sum(counts => counts.Requests.Removed), runs.Sum(counts => counts.Tokens.Removed)));
    }

    public void Dispose() => _site.Dispose();

    /// <summary>The removal from an account has no end but cancellation; ends when it has begun.</summary>
    private Task Hang(AccountId account) => Hang(account, _ => true);

    /// <summary>The first removal from an account has no end but cancellation; ends when it has begun.</summary>
    private Task HangOnce(AccountId account) => Hang(account, call => call == 1);

    private Task Hang(AccountId account, Func<int, bool> hangs)
    {
        var (began, calls) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        _site.Requests.Setup(log => log.RemoveAsync(
                account, It.IsAny<DateTimeOffset>(), It.IsAny<IProgress<int>>(), It.IsAny<CancellationToken>()))
            .Returns<AccountId, DateTimeOffset, IProgress<int>, CancellationToken>(async (_, before, removed, stop) =>
            {
                if (!hangs(++calls))
                {
                    await _site.Storage.Requests.RemoveAsync(account, before, removed, stop);
                    return;
                }
                began.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, _site.Time, stop);
            });
        return began.Task;
    }
}
