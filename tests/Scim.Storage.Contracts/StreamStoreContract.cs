using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Storage.Contracts;

/// <summary>What every store of streams must do.</summary>
public abstract class StreamStoreContract : StorageContract
{
    /// <summary>The account of most streams.</summary>
    protected static AccountId Acme => Sample.Account;

    [Fact]
    public async Task A_stream_is_read_as_it_was_added()
    {
        var (polled, pushed) = (SampleStreams.Poll(Acme), SampleStreams.Push(Acme, 1));

        foreach (var stream in (StreamRecord[])[polled, pushed, polled])
            await Ports.Streams.AddAsync(stream, Cancel);

        Assert.Equal(polled, Untagged(await FindAsync(polled)));
        Assert.Equal(pushed, Untagged(await FindAsync(pushed)));
        Assert.NotEmpty((await FindAsync(pushed))!.ETag);
        Assert.Null(await Ports.Streams.FindAsync(AccountId.Parse("acme-2"), polled.Id, Cancel));
        Assert.Null(await Ports.Streams.FindAsync(Acme, StreamId.New(Sample.Start), Cancel));
    }

    [Fact]
    public async Task Streams_are_listed_by_account_and_id()
    {
        var other = AccountId.Parse("acme-2");
        StreamRecord[] ordered =
            [SampleStreams.Poll(Acme, 1), SampleStreams.Push(Acme, 2), SampleStreams.Poll(other, 0), SampleStreams.Poll(other, 3)];
        Assert.Empty(await ListAsync(account: null));
        foreach (var place in (int[])[2, 1, 3, 0])
        {
            await Ports.Streams.AddAsync(ordered[place], Cancel);
            await Ports.Streams.WriteDeliveryAsync(Delivery(ordered[place]), Cancel);
        }

        Assert.Equal(ordered, await ListAsync(account: null));
        Assert.Equal(ordered[..2], await ListAsync(Acme));
        Assert.Equal(ordered[2..], await ListAsync(other));
        Assert.Empty(await ListAsync(AccountId.Parse("acme-3")));
    }

    [Fact]
    public async Task A_stream_changes_only_as_it_was_read()
    {
        var pushed = SampleStreams.Push(Acme);
        await Ports.Streams.AddAsync(pushed, Cancel);
        var asRead = (await FindAsync(pushed))!; // Just added.

        var written = await Ports.Streams.UpdateAsync(
            asRead with { Endpoint = null, AuthorizationSetting = null, Deleted = null, ReplayedTo = null, Status = StreamStatus.Enabled },
            Cancel);

        Assert.Equal(written, await FindAsync(pushed));
        Assert.Equal((null, null, null), (written!.AuthorizationSetting, written.Deleted, written.ReplayedTo));
        Assert.Null(await Ports.Streams.UpdateAsync(asRead with { Status = StreamStatus.Disabled }, Cancel));
        Assert.Equal(written, await FindAsync(pushed));
        Assert.NotNull(await Ports.Streams.UpdateAsync(written with { Status = StreamStatus.Disabled }, Cancel));

        await Ports.Streams.RemoveAsync(Acme, pushed.Id, Cancel);
        Assert.Null(await Ports.Streams.UpdateAsync(written, Cancel));
        Assert.Null(await FindAsync(pushed));
    }

    [Fact]
    public async Task The_delivery_is_noted_only_as_it_was_read()
    {
        var stream = SampleStreams.Push(Acme);
        var none = await DeliveryAsync(stream);
        Assert.Equal(new StreamDelivery { Account = Acme, Stream = stream.Id }, none);

        var first = await Ports.Streams.WriteDeliveryAsync(Delivery(stream), Cancel);

        Assert.Equal(first, await DeliveryAsync(stream));
        Assert.Equal(Delivery(stream), first! with { ETag = "" });
        Assert.Null(await Ports.Streams.WriteDeliveryAsync(none with { Holder = "late" }, Cancel));

        var second = await Ports.Streams.WriteDeliveryAsync(none with { Lost = 8, ETag = first.ETag }, Cancel);

        Assert.Equal(second, await DeliveryAsync(stream));
        Assert.Null(await Ports.Streams.WriteDeliveryAsync(first with { Lost = 9 }, Cancel));
        Assert.Equal(none with { Lost = 8, ETag = second!.ETag }, await DeliveryAsync(stream));
    }

    [Fact]
    public async Task The_delivery_and_the_stream_change_beside_each_other()
    {
        var stream = SampleStreams.Push(Acme);
        await Ports.Streams.AddAsync(stream, Cancel);
        var asRead = (await FindAsync(stream))!; // Just added.

        var noted = await Ports.Streams.WriteDeliveryAsync(Delivery(stream), Cancel);

        Assert.NotNull(await Ports.Streams.UpdateAsync(asRead with { Status = StreamStatus.Disabled }, Cancel));
        Assert.NotNull(await Ports.Streams.WriteDeliveryAsync(noted! with { Failures = 3 }, Cancel));
    }

    [Fact]
    public async Task A_stream_is_removed_with_what_is_noted_and_no_other()
    {
        var (stream, other) = (SampleStreams.Push(Acme), SampleStreams.Push(Acme, 1));
        foreach (var one in (StreamRecord[])[stream, other])
        {
            await Ports.Streams.AddAsync(one, Cancel);
            await Ports.Streams.WriteDeliveryAsync(Delivery(one), Cancel);
        }
        var told = SampleStreams.Event(stream.Id);
        await Ports.Outbox.AddAsync(Acme, told, Cancel);

        await Ports.Streams.RemoveAsync(Acme, stream.Id, Cancel);
        await Ports.Streams.RemoveAsync(Acme, stream.Id, Cancel);

        Assert.Null(await FindAsync(stream));
        Assert.Empty((await DeliveryAsync(stream)).ETag);
        Assert.NotNull(await FindAsync(other));
        Assert.NotEmpty((await DeliveryAsync(other)).ETag);
        Assert.Equal(1, await Ports.Outbox.RemoveAllAsync(Acme, stream.Id, Cancel));
    }

    /// <summary>What may be noted of a stream, all of it.</summary>
    protected static StreamDelivery Delivery(StreamRecord stream) => new()
    {
        Account = stream.Account,
        Stream = stream.Id,
        Holder = "instance-1",
        HeldUntil = Sample.Start.AddTicks(7),
        Failures = 2,
        NextTry = Sample.Start.AddSeconds(1).AddTicks(7),
        LastDelivered = Sample.Start.AddSeconds(2).AddTicks(7),
        LastError = "503",
        LastErrorAt = Sample.Start.AddSeconds(3).AddTicks(7),
        Lost = 7_000_000_000,
    };

    /// <summary>A stream as it is stored.</summary>
    protected Task<StreamRecord?> FindAsync(StreamRecord stream) => Ports.Streams.FindAsync(stream.Account, stream.Id, Cancel);

    /// <summary>What is noted of it.</summary>
    protected Task<StreamDelivery> DeliveryAsync(StreamRecord stream) =>
        Ports.Streams.FindDeliveryAsync(stream.Account, stream.Id, Cancel);

    /// <summary>The same as before it was stored.</summary>
    protected static StreamRecord? Untagged(StreamRecord? stream) => stream is null ? null : stream with { ETag = "" };

    private async Task<IEnumerable<StreamRecord?>> ListAsync(AccountId? account) =>
        (await Ports.Streams.ListAsync(account, Cancel).ToListAsync(Cancel)).Select(Untagged);
}
