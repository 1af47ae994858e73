using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>
/// What waits to be written into the log of requests, in bounded memory. No account crowds out another: where all places are taken, an
/// entry of one that has fewer of them takes the place of one that has the most.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class WaitingRecords(TimeProvider time)
{
    /// <summary>The most entries that wait, over all accounts: 1,000.</summary>
    public const int MostEntries = 1_000;

    /// <summary>The most counts that are remembered, over all accounts: one for each client and minute, 10,000.</summary>
    public const int MostCounts = 10_000;

    /// <summary>How often the counts of an account are written at most where it has no entries: every 10 s.</summary>
    public static readonly TimeSpan CountsEvery = TimeSpan.FromSeconds(10);

    /// <summary>Counts that could not be written for so long are given up: 10 minutes.</summary>
    public static readonly TimeSpan CountsKept = TimeSpan.FromMinutes(10);

    /// <summary>For how long an account is taken for gone that was found to be: a minute.</summary>
    public static readonly TimeSpan GoneFor = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, AccountRecords> _accounts = [];
    private readonly string _instance = Guid.NewGuid().ToString("N");
    private int _entries;
    private int _counts;

    /// <summary>Is told that an account has something again, once until <see cref="Next"/> says that it has nothing left.</summary>
    public Action<AccountRecords>? Begun { get; set; }

    /// <summary>How many entries there are, those that are being written among them.</summary>
    public int Entries => Volatile.Read(ref _entries);

    /// <summary>The accounts that have something.</summary>
    public IReadOnlyList<AccountRecords> Accounts
    {
        get
        {
            lock (_lock)
                return [.. _accounts.Values];
        }
    }

    /// <summary>Counts a request that was answered.</summary>
    public void Count(RequestSender sender, string operation, int status, TimeSpan duration) =>
        Count(sender, count => count.Answered(operation, status, duration));

    /// <summary>Counts a request that the meter denied.</summary>
    public void CountDenied(RequestSender sender) => Count(sender, static count => count.Denied());

    /// <summary>Counts entries that were lost.</summary>
    public void CountLost(RequestSender sender, int entries)
    {
        RecordingMetrics.Lost(entries);
        Count(sender, count => count.Lost(entries));
    }

    /// <summary>Whether <see cref="Add"/> would take an entry of the account now.</summary>
    public bool HasPlace(AccountId account)
    {
        lock (_lock)
            return _entries < MostEntries || (Fullest() is { } fullest && MayTakeFrom(fullest, account));
    }

    /// <summary>Adds an entry, or counts it as lost.</summary>
    public void Add(LoggedRequest entry)
    {
        LoggedRequest? lost = null;
        lock (_lock)
        {
            if (_accounts.GetValueOrDefault(entry.Account) is { GoneAt: not null })
                return;
            if (_entries < MostEntries)
            {
                _entries++;
                Of(entry.Account).Add(entry);
            }
            else if (Fullest() is { } fullest && MayTakeFrom(fullest, entry.Account))
            {
                lost = fullest.Drop();
                Of(entry.Account).Add(entry);
            }
            else
            {
                lost = entry;
            }
        }
        if (lost is not null)
            CountLost(new RequestSender(lost.Account, lost.Client), 1);
    }

    /// <summary>What is to be written for an account now.</summary>
    /// <param name="records">What <see cref="Begun"/> was told.</param>
    /// <param name="isEnd">True to write all that there is, without waiting for more.</param>
    /// <returns>A batch; null if nothing is due. The account is over if nothing is left of it.</returns>
    public (RecordBatch? Batch, bool IsOver) Next(AccountRecords records, bool isEnd)
    {
        lock (_lock)
        {
            var minute = Minute();
            var before = records.Counts;
            records.Forget(minute, minute - CountsKept);
            _counts -= before - records.Counts;
            if (records.Waiting > 0 || (records.IsUnwritten && (isEnd || AreCountsDue(records))))
                return (records.Take(_instance), false);
            var isKept = records.Counts > 0 || (records.GoneAt is { } gone && time.GetElapsedTime(gone) < GoneFor);
            if (isKept && !isEnd)
                return (null, false);
            _counts -= records.Counts;
            _accounts.Remove(records.Account);
            records.Written.TrySetResult();
            return (null, true);
        }
    }

    /// <summary>Notes that a batch is stored.</summary>
    public void Done(AccountRecords records, RecordBatch batch)
    {
        lock (_lock)
        {
            _entries -= batch.Content.Requests.Count;
            records.CountsWrittenAt = time.GetTimestamp();
            foreach (var (count, mark) in batch.Marks)
                count.Written(mark);
        }
    }

    /// <summary>Notes that a batch cannot be stored: its entries are lost, its counts are tried with the next one.</summary>
    public void Failed(AccountRecords records, RecordBatch batch)
    {
        lock (_lock)
        {
            _entries -= batch.Content.Requests.Count;
            records.CountsWrittenAt = time.GetTimestamp();
        }
        foreach (var lost in batch.Content.Requests.GroupBy(request => request.Client))
            CountLost(new RequestSender(records.Account, lost.Key), lost.Count());
    }

    /// <summary>Drops all that there is of an account that is gone, and what comes for it within <see cref="GoneFor"/>.</summary>
    public void Gone(AccountRecords records, RecordBatch batch)
    {
        lock (_lock)
        {
            _entries -= batch.Content.Requests.Count + records.Waiting;
            _counts -= records.Counts;
            records.Gone(time.GetTimestamp());
        }
    }

    private bool AreCountsDue(AccountRecords records) =>
        records.CountsWrittenAt is not { } last || time.GetElapsedTime(last) >= CountsEvery;

    private void Count(RequestSender sender, Action<TrafficCount> add)
    {
        lock (_lock)
        {
            var minute = Minute();
            var known = _accounts.GetValueOrDefault(sender.Account);
            if (known?.GoneAt is not null)
                return;
            if (known?.Find(sender.Client, minute) is { } count)
            {
                add(count);
            }
            else if (_counts < MostCounts)
            {
                _counts++;
                add(Of(sender.Account).Begin(sender.Client, minute));
            }
        }
    }

    private AccountRecords Of(AccountId account)
    {
        if (_accounts.TryGetValue(account, out var known))
            return known;
        var records = new AccountRecords(account);
        _accounts.Add(account, records);
        Begun?.Invoke(records);
        return records;
    }

    private AccountRecords? Fullest() => _accounts.Values.MaxBy(records => records.Waiting);

    /// <summary>An account may have as many as the one that has the most.</summary>
    private bool MayTakeFrom(AccountRecords fullest, AccountId account) =>
        (_accounts.GetValueOrDefault(account)?.Waiting ?? 0) + 1 < fullest.Waiting;

    private DateTimeOffset Minute()
    {
        var now = time.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }
}
