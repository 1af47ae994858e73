using System.Net;
using Scim.Provisioning;
using Scim.Provisioning.Requests;
using Scim.Storage.Contracts;
using Scim.Storage.Tables.Rows;
using Scim.Testing.Faults;
using static Scim.Storage.Contracts.SampleRequests;

namespace Scim.Storage.Tables.Tests.Requests;

public sealed class TableRequestLogTests : RequestLogContract
{
    private TestStorage? _storage;

    private TestStorage Storage => _storage ?? throw new InvalidOperationException("The test has not begun.");

    [Fact]
    public async Task A_batch_is_one_request_and_an_empty_one_none()
    {
        await Storage.Ports.Probe.CheckAsync(Cancel);
        Storage.Faults.Forget();

        await WriteAsync([], []);
        Assert.Empty(Storage.Faults.Requests);
        await WriteAsync([.. Enumerable.Range(0, 99).Select(number => Refused(Start.AddTicks(number)))], [Counts(Start)]);

        Assert.Single(Storage.Faults.Requests);
    }

    [Fact]
    public async Task A_batch_whose_answers_are_lost_is_written_once()
    {
        await Storage.Ports.Probe.CheckAsync(Cancel);
        Storage.Faults.OnWrites(Enumerable.Repeat(StorageFaultKinds.AnswerLost, 2));

        await WriteAsync([Refused(Start), Answered(Start)], [Counts(Start)]);

        Assert.Equal(0, Storage.Faults.Planned);
        Assert.Equal(2, (await ReadAsync()).Count);
        Assert.Single(await ReadTrafficAsync());
    }

    [Fact]
    public async Task A_removal_whose_answers_are_lost_takes_all_that_is_old()
    {
        await WriteAsync([.. Enumerable.Range(0, 90).Select(minute => Answered(Start.AddMinutes(minute)))], [Counts(Start)]);
        Storage.Faults.OnWrites(Enumerable.Repeat(StorageFaultKinds.AnswerLost, 3));

        await Ports.Requests.RemoveAsync(Sample.Account, Start.AddMinutes(80), new RowCount(), Cancel);

        Assert.Equal(0, Storage.Faults.Planned);
        Assert.Equal(10, (await ReadAsync()).Count);
        Assert.Empty(await ReadTrafficAsync());
    }

    [Fact]
    public async Task A_hundred_of_the_longest_entries_fit_and_end_with_a_mark()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 20_000));
        var entries = Enumerable.Range(0, RequestBatch.Most).Select(number => Refused(Start.AddTicks(number)) with
        {
            Method = text,
            Route = text,
            Operation = text,
            Type = text,
            Detail = text,
            CorrelationId = text,
            NameMark = text,
            Attributes = [.. Enumerable.Repeat(text[..200], 40)],
        });

        await WriteAsync([.. entries], []);

        var read = await ReadAsync();
        Assert.Equal(RequestBatch.Most, read.Count);
        Assert.All(read, entry =>
        {
            Assert.Equal(text[..1_022] + "…", entry.Detail);
            Assert.Equal(text[..254] + "…", entry.Route);
            Assert.Equal([.. Enumerable.Repeat(text[..200], 20), "…"], entry.Attributes);
        });
    }

    [Fact]
    public async Task Counts_of_the_most_operations_fit()
    {
        var answered = Enumerable.Range(0, RequestTraffic.MostAnswered).Select(number => new AnsweredRequests(
            new string('a', 62) + (char)('a' + (number / 26)) + (char)('a' + (number % 26)), 2, long.MaxValue)).ToList();
        RequestTraffic[] most = [.. Enumerable.Range(0, 60).Select(number =>
            Counts(Start.AddMinutes(number), new string('c', 64), new string('i', 64)) with { Answered = answered })];

        await WriteAsync([], most);

        Assert.All(await ReadTrafficAsync(), counts => Assert.Equal(answered, counts.Answered));
        await Assert.ThrowsAsync<ArgumentException>(
            () => WriteAsync([], [Counts(Start) with { Answered = [.. answered, new("GetUser", 2, 1)] }]));
    }

    [Fact]
    public void The_mark_of_a_name_is_the_hash_of_its_index_row() =>
        Assert.Equal(UserKeys.UserName("Jane"), $"userName:{Ports.Requests.NameMark("JANE")}");

    [Fact]
    public async Task A_write_that_storage_does_not_take_is_told()
    {
        await Storage.Ports.Probe.CheckAsync(Cancel);
        Storage.Faults.On(_ => true, StorageFaultKinds.Refused(HttpStatusCode.Forbidden, "AuthorizationFailure"));

        await Assert.ThrowsAsync<StorageUnavailableException>(() => WriteAsync([Refused(Start)], []));
    }

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await Storage.DisposeAsync();
}
