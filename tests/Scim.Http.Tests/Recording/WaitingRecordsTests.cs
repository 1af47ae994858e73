using Microsoft.Extensions.Time.Testing;
using Scim.Http.Recording;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using static Scim.Http.Tests.Recording.SampleRecords;

namespace Scim.Http.Tests.Recording;

public sealed class WaitingRecordsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 30, TimeSpan.Zero));
    private readonly List<AccountRecords> _begun = [];
    private readonly WaitingRecords _waiting;

    public WaitingRecordsTests() => _waiting = new WaitingRecords(_time) { Begun = _begun.Add };

    [Fact]
    public void A_thousand_entries_wait_and_the_others_are_counted_as_lost()
    {
        for (var number = 0; number < 1_500; number++)
            Offer("flood");

        Assert.Equal(WaitingRecords.MostEntries, _waiting.Entries);
        Assert.False(_waiting.HasPlace(AccountId.Parse("flood")));
        Assert.Equal(500, Drained("flood").Sum(batch => batch.Traffic.Sum(counts => counts.Lost)));
    }

    [Fact]
    public void An_account_that_floods_leaves_the_others_their_places()
    {
        for (var number = 0; number < 5_000; number++)
            Offer("flood");
        for (var number = 0; number < 300; number++)
            Offer("calm");

        Assert.Equal(WaitingRecords.MostEntries, _waiting.Entries);
        Assert.Equal(300, Drained("calm").Sum(batch => batch.Requests.Count));
        var flood = Drained("flood");
        Assert.Equal(700, flood.Sum(batch => batch.Requests.Count));
        Assert.Equal(4_300, flood[0].Traffic.Single().Lost);
    }

    [Fact]
    public void Accounts_that_flood_together_share_the_places()
    {
        for (var number = 0; number < 2_000; number++)
        {
            Offer("flood-a");
            Offer("flood-b");
            Offer("flood-c");
            Offer("flood-d");
        }

        foreach (var account in new[] { "flood-a", "flood-b", "flood-c", "flood-d" })
            Assert.InRange(Drained(account).Sum(batch => batch.Requests.Count), 249, 251);
    }

    [Fact]
    public void A_batch_has_a_hundred_at_most_counts_first_and_the_oldest_entries_before_others()
    {
        var entries = Enumerable.Range(0, 250).Select(_ => Entry("acme")).ToList();
        entries.ForEach(_waiting.Add);
        _waiting.Count(Sender("acme"), "CreateUser", 409, TimeSpan.FromSeconds(1));

        var batches = Drained("acme");

        Assert.Equal([100, 100, 51], batches.Select(batch => batch.Requests.Count + batch.Traffic.Count));
        Assert.Single(batches[0].Traffic);
        Assert.Equal(entries.Select(entry => entry.Id), batches.SelectMany(batch => batch.Requests).Select(entry => entry.Id));
        Assert.All(batches, batch => batch.Check());
    }

    [Fact]
    public void Counts_are_of_a_minute_and_a_client_and_stand_as_they_are_now()
    {
        Count("a", 201, 3);
        Count("a", 201, 5);
        Count("a", 409, 1);
        Count("b", 503, 2);
        _waiting.CountDenied(Sender("acme", "b"));
        _time.Advance(TimeSpan.FromSeconds(30));
        Count("a", 499, 4);

        var counts = Drained("acme").SelectMany(batch => batch.Traffic).ToList();

        var minute = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            [(minute, "a"), (minute, "b"), (minute.AddMinutes(1), "a")], counts.Select(count => (count.Minute, count.Client.Value)));
        Assert.Equal([new("CreateUser", 2, 2), new("CreateUser", 4, 1)], counts[0].Answered);
        Assert.Equal((TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(5)), (counts[0].Duration, counts[0].Longest));
        Assert.Equal((1, 0), (counts[1].Denied, counts[0].Denied));
        Assert.Equal([new("CreateUser", 5, 1)], counts[1].Answered);
        Assert.Equal([new("CreateUser", 4, 1)], counts[2].Answered);
        Assert.Single(counts.Select(count => count.Instance).Distinct());
    }

    [Fact]
    public void Counts_alone_are_written_every_10_seconds_and_with_entries_at_once()
    {
        Count("a", 200, 1);
        var records = Assert.Single(_begun);
        _waiting.Done(records, Due(records)!);
        Count("a", 200, 1);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(Due(records));
        _time.Advance(TimeSpan.FromSeconds(1));
        var written = Due(records)!;
        Assert.Equal(2, written.Content.Traffic.Single().Answered.Single().Count);
        _waiting.Done(records, written);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(Due(records));

        _waiting.Add(Entry("acme", "a"));
        Count("a", 409, 1);
        Assert.Equal((1, 1), (Due(records)!.Content is { } batch ? (batch.Requests.Count, batch.Traffic.Count) : default));
    }

    [Fact]
    public void What_is_counted_while_a_batch_is_written_is_written_with_the_next()
    {
        Count("a", 200, 1);
        var batch = Due(_begun[0])!;
        Count("a", 200, 1);
        _waiting.Done(_begun[0], batch);
        _time.Advance(WaitingRecords.CountsEvery);

        Assert.Equal(2, Due(_begun[0])!.Content.Traffic.Single().Answered.Single().Count);
    }

    [Fact]
    public void An_account_is_over_when_its_minute_is_and_all_is_stored_and_begins_anew_with_the_next_request()
    {
        Count("a", 200, 1);
        _waiting.Done(_begun[0], Due(_begun[0])!);
        Assert.Equal((null, false), _waiting.Next(_begun[0], isEnd: false));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((null, true), _waiting.Next(_begun[0], isEnd: false));
        Assert.Empty(_waiting.Accounts);
        Assert.True(_begun[0].Written.Task.IsCompleted);

        Count("a", 200, 1);
        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public void Entries_of_a_batch_that_fails_are_lost_and_its_counts_tried_for_10_minutes()
    {
        _waiting.Add(Entry("acme", "a"));
        _waiting.Add(Entry("acme", "b"));
        Count("a", 409, 1);
        _waiting.Failed(_begun[0], Due(_begun[0])!);
        _time.Advance(TimeSpan.FromMinutes(9));

        Assert.Equal(0, _waiting.Entries);
        var counts = Due(_begun[0])!.Content.Traffic;
        Assert.Equal([1, 1], counts.Select(count => count.Lost));

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((null, true), _waiting.Next(_begun[0], isEnd: false));
    }

    [Fact]
    public void Ten_thousand_counts_are_remembered_and_no_more()
    {
        for (var number = 0; number < WaitingRecords.MostCounts + 100; number++)
            Count($"client-{number}", 200, 1);

        Assert.Equal(WaitingRecords.MostCounts, _begun.Sum(records => records.Counts));
        Assert.Equal(WaitingRecords.MostCounts, Drained("acme").Sum(batch => batch.Traffic.Count));
        Count("another", 200, 1);
        Assert.Single(_waiting.Accounts);
    }

    private void Offer(string account)
    {
        if (_waiting.HasPlace(AccountId.Parse(account)))
            _waiting.Add(Entry(account));
        else
            _waiting.CountLost(Sender(account), 1);
    }

    private void Count(string client, int status, int seconds) =>
        _waiting.Count(Sender("acme", client), "CreateUser", status, TimeSpan.FromSeconds(seconds));

    private RecordBatch? Due(AccountRecords records) => _waiting.Next(records, isEnd: false).Batch;

    /// <summary>Writes all that an account has.</summary>
    private List<RequestBatch> Drained(string account)
    {
        var records = _begun.Last(records => records.Account.Value == account);
        var batches = new List<RequestBatch>();
        while (_waiting.Next(records, isEnd: true).Batch is { } batch)
        {
            _waiting.Done(records, batch);
            batches.Add(batch.Content);
        }
        return batches;
    }
}
