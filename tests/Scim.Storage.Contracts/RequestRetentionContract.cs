using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using static Scim.Storage.Contracts.SampleRequests;

namespace Scim.Storage.Contracts;

/// <summary>How every log of requests is shortened.</summary>
public abstract class RequestRetentionContract : StorageContract
{
    private static readonly AccountId Other = AccountId.Parse("acme-2");
    private static readonly DateTimeOffset Start = Sample.Start;

    [Fact]
    public async Task What_is_older_than_an_instant_is_removed_and_nothing_else()
    {
        await WriteAsync(Sample.Account, 250);
        await WriteAsync(Other, 3);
        var removed = new RowCount();

        await Ports.Requests.RemoveAsync(Sample.Account, Start.AddMinutes(230), removed, Cancel);
        await Ports.Requests.RemoveAsync(Sample.Account, Start.AddMinutes(230), removed, Cancel);

        Assert.Equal(460, removed.Sum);
        Assert.Equal((20, 20), await CountAsync(Sample.Account));
        Assert.All(
            await Ports.Requests.ReadAsync(Sample.Account, null, null, Cancel).ToListAsync(Cancel),
            entry => Assert.True(entry.When >= Start.AddMinutes(230)));
        Assert.All(
            await Ports.Requests.ReadTrafficAsync(Sample.Account, null, Cancel).ToListAsync(Cancel),
            counts => Assert.True(counts.Minute >= Start.AddMinutes(230)));
        Assert.Equal((3, 3), await CountAsync(Other));
    }

    [Fact]
    public async Task What_is_older_than_an_instant_is_counted()
    {
        await WriteAsync(Sample.Account, 120);
        await WriteAsync(Other, 3);

        Assert.Equal(new RequestCount(240, 120), await CountAsync(Start.AddMinutes(60)));
        Assert.Equal(new RequestCount(240, 122), await CountAsync(Start.AddMinutes(60).AddTicks(1)));
        Assert.Equal(new RequestCount(240, 0), await CountAsync(Start));
        Assert.Equal(new RequestCount(240, 240), await CountAsync(Start.AddYears(1)));
        Assert.Equal(new RequestCount(0, 0), await Ports.Requests.CountAsync(AccountId.Parse("nobody"), Start.AddYears(1), Cancel));

        Task<RequestCount> CountAsync(DateTimeOffset before) => Ports.Requests.CountAsync(Sample.Account, before, Cancel);
    }

    [Fact]
    public async Task The_instant_itself_is_not_old()
    {
        await WriteAsync(Sample.Account, 2);

        await Ports.Requests.RemoveAsync(Sample.Account, Start, new RowCount(), Cancel);
        Assert.Equal((2, 2), await CountAsync(Sample.Account));
        await Ports.Requests.RemoveAsync(Sample.Account, Start.AddTicks(1), new RowCount(), Cancel);
        Assert.Equal((1, 1), await CountAsync(Sample.Account));
    }

    [Fact]
    public async Task Everything_of_an_account_is_removed_and_nothing_of_another()
    {
        await WriteAsync(Sample.Account, 120);
        await WriteAsync(Other, 3);
        var removed = new RowCount();

        await Ports.Requests.RemoveAllAsync(Sample.Account, removed, Cancel);
        await Ports.Requests.RemoveAllAsync(Sample.Account, removed, Cancel);

        Assert.Equal(240, removed.Sum);
        Assert.Equal((0, 0), await CountAsync(Sample.Account));
        Assert.Equal((3, 3), await CountAsync(Other));
    }

    [Fact]
    public async Task Two_who_remove_at_once_both_end_and_nothing_old_stays()
    {
        await WriteAsync(Sample.Account, 900);
        var removed = new[] { new RowCount(), new RowCount(), new RowCount() };

        await Task.WhenAll(removed.Select(
            count => Ports.Requests.RemoveAsync(Sample.Account, Start.AddMinutes(890), count, Cancel)));

        Assert.Equal(1_780, removed.Sum(count => count.Sum));
        Assert.Equal((10, 10), await CountAsync(Sample.Account));
    }

    /// <summary>An entry and counts each minute.</summary>
    private async Task WriteAsync(AccountId account, int minutes)
    {
        foreach (var some in Enumerable.Range(0, minutes).Select(minute => Start.AddMinutes(minute)).Chunk(RequestBatch.Most / 2))
        {
            LoggedRequest[] entries = [.. some.Select(minute => Answered(minute, account))];
            RequestTraffic[] counts = [.. some.Select(minute => Counts(minute, account: account))];
            await Ports.Requests.WriteAsync(new RequestBatch(account, entries, counts), Cancel);
        }
    }

    private async Task<(int Entries, int Counts)> CountAsync(AccountId account) => (
        await Ports.Requests.ReadAsync(account, null, null, Cancel).CountAsync(Cancel),
        await Ports.Requests.ReadTrafficAsync(account, null, Cancel).CountAsync(Cancel));
}
