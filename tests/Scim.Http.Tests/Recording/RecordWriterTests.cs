using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Scim.Http.Recording;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Storage.InMemory;
using Scim.Testing;
using static Scim.Http.Tests.Recording.SampleRecords;

namespace Scim.Http.Tests.Recording;

public sealed class RecordWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly LogLines _lines = new();
    private readonly LoggerFactory _loggers;
    private readonly InMemoryStorage _storage = new();
    private readonly RememberedAccounts _accounts;
    private readonly WaitingRecords _waiting;
    private readonly ControlledLog _log;
    private readonly RecordWriter _writer;

    public RecordWriterTests()
    {
        _loggers = new LoggerFactory([_lines]);
        _waiting = new WaitingRecords(_time);
        _log = new ControlledLog(_time);
        _accounts = new RememberedAccounts(_storage.Users, _time);
        _writer = new RecordWriter(_log, _waiting, _accounts, _time, _loggers.CreateLogger<RecordWriter>());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private int Written => _log.Tries.Sum(tried => tried.Batch.Requests.Count);

    public async ValueTask InitializeAsync()
    {
        foreach (var account in new[] { "acme", "slow", "other", "counted" })
            await _storage.Users.CreateAsync(Sender(account).Account, _time.GetUtcNow(), null, Strictness.Lenient, Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _writer.Dispose();
        _accounts.Dispose();
        _loggers.Dispose();
        _lines.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_batch_goes_a_second_after_the_first_request_and_one_a_second_after_it()
    {
        Add("acme", 250);
        _time.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.Empty(_log.Tries);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await TriesAsync(1);
        await PassUntilAsync(3);

        Assert.Equal([100, 100, 50], _log.Tries.Select(tried => tried.Batch.Requests.Count));
        Assert.All(Pauses(), pause => Assert.True(pause >= Second));
    }

    [Fact]
    public async Task Accounts_do_not_wait_for_each_other()
    {
        var hanging = new TaskCompletionSource();
        _log.Before = (batch, _) => batch.Account.Value == "slow" ? hanging.Task : Task.CompletedTask;
        Add("slow", 1);
        Add("acme", 1);

        _time.Advance(Second);
        await TriesAsync(2);
        Add("acme", 1);
        await PassUntilAsync(3);

        Assert.Equal(2, _log.Tries.Count(tried => tried.Batch.Account.Value == "acme"));
        hanging.SetResult();
    }

    [Fact]
    public async Task While_nothing_comes_storage_is_asked_nothing()
    {
        Add("acme", 1);
        _time.Advance(Second);
        await TriesAsync(1);
        await Eventually.HoldsAsync(() => Task.FromResult(_waiting.Accounts.Count == 0 || Passed()), Cancel);

        for (var minute = 0; minute < 60; minute++)
            _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(_log.Tries);

        bool Passed()
        {
            _time.Advance(Second);
            return false;
        }
    }

    [Fact]
    public async Task A_batch_that_fails_is_tried_again_as_it_is_and_written_once()
    {
        var failures = 3;
        _log.Before = (_, _) => failures-- > 0 ? throw new StorageUnavailableException() : Task.CompletedTask;
        Add("acme", 2);

        for (var tries = 1; tries <= 4; tries++)
            await PassUntilAsync(tries);

        Assert.Equal(4, _log.Tries.Count);
        Assert.Single(_log.Tries.Select(tried => tried.Batch).Distinct());
        Assert.All(Pauses().Zip([1, 2, 4]), pause => Assert.True(pause.First >= pause.Second * Second));
        Assert.Equal(2, await _log.ReadAsync(Sender("acme").Account, null, null, Cancel).CountAsync(Cancel));
        Assert.Empty(_lines.Lines);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_written_is_counted_as_lost_and_said_once_a_minute()
    {
        _log.Before = (batch, _) => batch.Requests.Count > 0 ? throw new InvalidOperationException("ada@example.com") : Task.CompletedTask;
        Add("acme", 3);

        await PassUntilAsync(5);

        Assert.Equal(3, _log.Tries.Last().Batch.Traffic.Single().Lost);
        Assert.Equal(0, _waiting.Entries);
        var line = Assert.Single(_lines.Lines);
        Assert.StartsWith("Warning 1611 ", line, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.com", line, StringComparison.Ordinal);
        Add("acme", 1);
        await PassUntilAsync(10);
        Assert.Single(_lines.Lines);
    }

    [Fact]
    public async Task A_write_that_hangs_is_given_up_after_8_seconds()
    {
        _log.Before = (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        Add("acme", 1);
        _time.Advance(Second);
        await TriesAsync(1);
        _time.Advance(StorageDeadline.Length);

        await PassUntilAsync(2);
        Assert.True(Pauses().Single() >= StorageDeadline.Length + Second);
    }

    [Fact]
    public async Task An_orderly_end_writes_what_waits_without_pauses()
    {
        Add("acme", 250);
        Add("other", 1);
        _waiting.Count(Sender("counted"), "GetUser", 200, Second);

        await _writer.StopAsync(Cancel);

        Assert.Equal(251, Written);
        Assert.Equal(1, (await _log.ReadTrafficAsync(Sender("counted").Account, null, Cancel).SingleAsync(Cancel)).Answered.Single().Count);
        Assert.Equal(0, _waiting.Entries);
        Assert.Empty(_lines.Lines);
    }

    [Fact]
    public async Task An_end_does_not_wait_for_storage_that_hangs()
    {
        _log.Before = (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        Add("acme", 7);

        var stop = _writer.StopAsync(Cancel);
        await TriesAsync(1);
        Assert.False(stop.IsCompleted);
        _time.Advance(RecordWriter.TimeToStop);
        await stop;

        Assert.Contains(_lines.Lines, line => line.StartsWith("Warning 1612 ", StringComparison.Ordinal)
            && line.Contains(" 7 entries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_an_account_that_is_gone_nothing_is_written_nor_kept()
    {
        Add("gone", 3, status: 401);
        _waiting.Count(Sender("gone"), "GetUser", 401, Second);
        Add("acme", 1, status: 401);
        await PassUntilAsync(1);
        await Eventually.HoldsAsync(() => Task.FromResult(_waiting.Entries == 0), Cancel);

        Add("gone", 3, status: 401);
        _waiting.Count(Sender("gone"), "GetUser", 401, Second);
        Assert.Equal(0, _waiting.Entries);
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(Second);
                return Task.FromResult(_waiting.Accounts.Count == 0);
            },
            Cancel);
        Assert.Equal("acme", Assert.Single(_log.Tries).Batch.Account.Value);
        Assert.Empty(_lines.Lines);
    }

    [Fact]
    public async Task An_end_whose_storage_refuses_ends()
    {
        _log.Before = (_, _) => throw new StorageUnavailableException();
        Add("acme", 150);

        await _writer.StopAsync(Cancel);

        Assert.InRange(_log.Tries.Count, 1, RecordWriter.Tries);
    }

    private IEnumerable<TimeSpan> Pauses() => _log.Tries.Zip(_log.Tries.Skip(1), (one, next) => next.At - one.At);

    private void Add(string account, int count, int status = 409)
    {
        for (var number = 0; number < count; number++)
            _waiting.Add(Entry(account) with { Status = status });
    }

    private Task TriesAsync(int count) => Eventually.HoldsAsync(() => Task.FromResult(_log.Tries.Count >= count), Cancel);

    private Task PassUntilAsync(int tries) => Eventually.HoldsAsync(
        () =>
        {
            if (_log.Tries.Count >= tries)
                return Task.FromResult(true);
            _time.Advance(Second);
            return Task.FromResult(false);
        },
        Cancel);
}
