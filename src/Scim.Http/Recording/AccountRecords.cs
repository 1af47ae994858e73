using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>What one account has that is to be written. <see cref="WaitingRecords"/> lets one at a time touch it.</summary>
/// <param name="account">The account.</param>
internal sealed class AccountRecords(AccountId account)
{
    private readonly Queue<LoggedRequest> _entries = [];
    private readonly Dictionary<(ClientId Client, DateTimeOffset Minute), TrafficCount> _counts = [];

    /// <summary>The account.</summary>
    public AccountId Account { get; } = account;

    /// <summary>Ends when nothing is left and nobody writes for the account any more.</summary>
    public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many entries wait.</summary>
    public int Waiting => _entries.Count;

    /// <summary>How many counts there are, written or not.</summary>
    public int Counts => _counts.Count;

    /// <summary>When counts were written last.</summary>
    public long? CountsWrittenAt { get; set; }

    /// <summary>When it was found that the account is gone, of which nothing more is kept; null if it is there.</summary>
    public long? GoneAt { get; private set; }

    /// <summary>True if there is anything that is not stored.</summary>
    public bool IsUnwritten => _entries.Count > 0 || _counts.Values.Any(count => count.IsUnwritten);

    /// <summary>Adds an entry.</summary>
    public void Add(LoggedRequest entry) => _entries.Enqueue(entry);

    /// <summary>Takes the oldest entry.</summary>
    public LoggedRequest Drop() => _entries.Dequeue();

    /// <summary>The counts of a client and minute; null if there are none.</summary>
    public TrafficCount? Find(ClientId client, DateTimeOffset minute) => _counts.GetValueOrDefault((client, minute));

    /// <summary>Begins the counts of a client and minute.</summary>
    public TrafficCount Begin(ClientId client, DateTimeOffset minute) =>
        _counts[(client, minute)] = new TrafficCount(client, minute);

    /// <summary>Drops everything, since the account is gone.</summary>
    public void Gone(long now)
    {
        GoneAt = now;
        _entries.Clear();
        _counts.Clear();
    }

    /// <summary>
    /// Forgets the counts of minutes that are over and stored, and those that could not be stored for so long that they are given up.
    /// </summary>
    /// <param name="minute">The minute that runs.</param>
    /// <param name="oldest">The first minute whose counts are still tried.</param>
    public void Forget(DateTimeOffset minute, DateTimeOffset oldest)
    {
        foreach (var (key, count) in _counts)
        {
            if ((count.Minute < minute && !count.IsUnwritten) || count.Minute < oldest)
                _counts.Remove(key);
        }
    }

    /// <summary>The next batch: as many counts as are not stored, then entries, the oldest first.</summary>
    /// <param name="instance">This instance.</param>
    public RecordBatch Take(string instance)
    {
        var counts = _counts.Values.Where(count => count.IsUnwritten)
            .Take(RequestBatch.Most / 2)
            .Select(count => (Count: count, Snapshot: count.Snapshot(Account, instance)))
            .ToList();
        var entries = new List<LoggedRequest>();
        while (_entries.Count > 0 && entries.Count + counts.Count < RequestBatch.Most)
            entries.Add(_entries.Dequeue());
        return new RecordBatch(
            new RequestBatch(Account, entries, [.. counts.Select(count => count.Snapshot.Counts)]),
            [.. counts.Select(count => (count.Count, count.Snapshot.Mark))]);
    }
}

/// <summary>What is written at once.</summary>
/// <param name="Content">The entries and counts.</param>
/// <param name="Marks">The counts as they go on, each with the mark of what is written of it.</param>
internal sealed record RecordBatch(RequestBatch Content, IReadOnlyList<(TrafficCount Count, long Mark)> Marks);
