using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using static Scim.Storage.Contracts.SampleRequests;

namespace Scim.Storage.Contracts;

/// <summary>What every log of requests must do.</summary>
public abstract class RequestLogContract : StorageContract
{
    private static readonly AccountId Other = AccountId.Parse("acme-2");

    /// <summary>A whole minute.</summary>
    protected static DateTimeOffset Start => Sample.Start;

    [Fact]
    public async Task An_empty_log_is_read_as_empty()
    {
        await WriteAsync([], []);

        Assert.Empty(await ReadAsync());
        Assert.Empty(await ReadTrafficAsync());
    }

    [Fact]
    public async Task Entries_and_counts_are_read_as_they_were_written()
    {
        var (refused, answered, counts) = (Refused(Start.AddTicks(7)), Answered(Start), Counts(Start));

        await WriteAsync([answered, refused], [counts]);

        Assert.Equal(new[] { refused, answered }.Select(Compared), (await ReadAsync()).Select(Compared));
        Assert.Equal(Compared(counts), Compared(Assert.Single(await ReadTrafficAsync())));
    }

    [Fact]
    public async Task Entries_come_newest_first_and_those_of_one_instant_by_id()
    {
        var entries = Enumerable.Range(0, 40).Select(number => Answered(Start.AddTicks(number / 4))).ToList();
        foreach (var some in entries.OrderBy(entry => entry.Id.GetHashCode()).Chunk(7))
            await WriteAsync(some, []);

        var expected = entries.OrderByDescending(entry => entry.When).ThenBy(entry => entry.Id.ToString(), StringComparer.Ordinal);
        Assert.Equal(expected.Select(entry => entry.Id), (await ReadAsync()).Select(entry => entry.Id));
    }

    [Fact]
    public async Task The_log_goes_on_after_any_entry_also_one_that_is_gone()
    {
        await WriteAsync([.. Enumerable.Range(0, 9).Select(number => Answered(Start.AddDays(number / 3)))], []);
        var all = await ReadAsync();
        Assert.Equal(9, all.Count);

        for (var place = 0; place < all.Count; place++)
            Assert.Equal(all.Skip(place + 1).Select(IdOf), (await ReadAsync(after: RequestPosition.Of(all[place]))).Select(IdOf));
        await Ports.Requests.RemoveAsync(Sample.Account, Start.AddDays(2), new RowCount(), Cancel);
        Assert.Equal(all.Skip(1).Take(2).Select(IdOf), (await ReadAsync(after: RequestPosition.Of(all[0]))).Select(IdOf));
        Assert.Empty(await ReadAsync(after: RequestPosition.Of(all[4])));
    }

    [Fact]
    public async Task Only_what_is_of_a_time_or_later_is_read()
    {
        await WriteAsync(
            [.. Enumerable.Range(0, 6).Select(number => Answered(Start.AddMinutes(number)))],
            [.. Enumerable.Range(0, 6).Select(number => Counts(Start.AddMinutes(number)))]);

        Assert.Equal(4, (await ReadAsync(since: Start.AddMinutes(2))).Count);
        Assert.Equal(3, (await ReadAsync(since: Start.AddMinutes(2).AddTicks(1))).Count);
        Assert.Equal(6, (await ReadAsync(since: Start)).Count);
        Assert.Empty(await ReadAsync(since: Start.AddDays(1)));
        Assert.Equal(4, (await ReadTrafficAsync(since: Start.AddMinutes(2))).Count);
        Assert.Equal(3, (await ReadTrafficAsync(since: Start.AddMinutes(2).AddTicks(1))).Count);
        var third = (await ReadAsync())[2];
        Assert.Equal(
            [Start.AddMinutes(2), Start.AddMinutes(1)],
            (await ReadAsync(RequestPosition.Of(third), Start.AddMinutes(1))).Select(entry => entry.When));
    }

    [Fact]
    public async Task A_batch_that_is_written_again_changes_nothing()
    {
        var (entries, counts) = (new[] { Refused(Start), Answered(Start) }, new[] { Counts(Start) });

        for (var times = 0; times < 3; times++)
            await WriteAsync(entries, counts);

        Assert.Equal(2, (await ReadAsync()).Count);
        Assert.Equal(Compared(counts[0]), Compared(Assert.Single(await ReadTrafficAsync())));
    }

    [Fact]
    public async Task Counts_replace_those_of_their_minute_client_and_instance_alone()
    {
        var first = new[]
        {
            Counts(Start), Counts(Start, instance: "i-2"), Counts(Start, client: "client-2"), Counts(Start.AddMinutes(1)),
        };
        await WriteAsync([], first);
        var now = Counts(Start, count: 9) with { Denied = 0, Lost = 0, Answered = [new("GetUser", 5, 1)] };

        await WriteAsync([], [now]);

        Assert.Equal(
            new[] { first[3], now, first[1], first[2] }.Select(Compared), (await ReadTrafficAsync()).Select(Compared));
    }

    [Fact]
    public async Task Accounts_have_nothing_of_each_other()
    {
        var (own, foreign) = (Refused(Start), Refused(Start, Other));
        await WriteAsync([own], [Counts(Start)]);
        await Ports.Requests.WriteAsync(new RequestBatch(Other, [foreign], [Counts(Start, account: Other, count: 8)]), Cancel);

        Assert.Equal(Compared(own), Compared(Assert.Single(await ReadAsync())));
        Assert.Equal(Compared(Counts(Start)), Compared(Assert.Single(await ReadTrafficAsync())));
        Assert.Equal(foreign.Id, (await Ports.Requests.ReadAsync(Other, null, null, Cancel).SingleAsync(Cancel)).Id);
        Assert.Empty(await Ports.Requests.ReadAsync(AccountId.Parse("acme-3"), null, null, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_batch_of_the_most_is_written_and_a_larger_one_is_refused_whole()
    {
        var entries = Enumerable.Range(0, RequestBatch.Most - 1).Select(number => Refused(Start.AddTicks(number))).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync(entries, [Counts(Start), Counts(Start, instance: "i-2")]));
        Assert.Empty(await ReadAsync());
        await WriteAsync(entries, [Counts(Start)]);

        Assert.Equal(RequestBatch.Most - 1, (await ReadAsync()).Count);
        Assert.Single(await ReadTrafficAsync());
    }

    [Fact]
    public async Task A_batch_that_cannot_be_written_at_once_is_refused_whole()
    {
        var entry = Refused(Start);

        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([entry, entry], []));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([entry], [Counts(Start), Counts(Start)]));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([entry, Refused(Start, Other)], []));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([entry], [Counts(Start, account: Other)]));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([entry], [Counts(Start.AddSeconds(1))]));
        foreach (var instance in (string[])["", "a:b", "a/b", new('a', 65)])
            await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync([entry], [Counts(Start, instance: instance)]));
        foreach (var answered in (AnsweredRequests[])[new("", 2, 1), new("Get User", 2, 1), new("GetUser", 0, 1), new("GetUser", 2, -1)])
        {
            await Assert.ThrowsAsync<ArgumentException>(
                () => WriteAsync([entry], [Counts(Start) with { Answered = [answered] }]));
        }
        Assert.Empty(await ReadAsync());
        Assert.Empty(await ReadTrafficAsync());
    }

    [Fact]
    public void A_name_has_one_mark_in_whatever_case_and_cannot_be_read_from_it()
    {
        var mark = Ports.Requests.NameMark("Jane.Doe@Example.com");

        Assert.Matches("^[0-9a-f]{64}$", mark);
        Assert.Equal(mark, Ports.Requests.NameMark("jane.doe@EXAMPLE.com"));
        Assert.NotEqual(mark, Ports.Requests.NameMark("jane.doe@example.org"));
    }

    /// <summary>The entries of most tests' account.</summary>
    protected Task<List<LoggedRequest>> ReadAsync(RequestPosition? after = null, DateTimeOffset? since = null) =>
        Ports.Requests.ReadAsync(Sample.Account, after, since, Cancel).ToListAsync(Cancel).AsTask();

    /// <summary>Its counts.</summary>
    protected Task<List<RequestTraffic>> ReadTrafficAsync(DateTimeOffset? since = null) =>
        Ports.Requests.ReadTrafficAsync(Sample.Account, since, Cancel).ToListAsync(Cancel).AsTask();

    /// <summary>Writes into it.</summary>
    protected Task WriteAsync(IReadOnlyList<LoggedRequest> entries, IReadOnlyList<RequestTraffic> counts) =>
        Ports.Requests.WriteAsync(new RequestBatch(Sample.Account, entries, counts), Cancel);

    private static Guid IdOf(LoggedRequest entry) => entry.Id;
}
