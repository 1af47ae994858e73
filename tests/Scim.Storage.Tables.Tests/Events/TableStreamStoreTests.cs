using Scim.Provisioning.Streams;
using Scim.Storage.Contracts;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Events;

public sealed class TableStreamStoreTests : StreamStoreContract
{
    private TestStorage? _storage;

    private TestStorage Storage => _storage!;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_is_done_while_answers_are_lost_is_done_once(int losses)
    {
        var stream = SampleStreams.Push(Acme);
        Lose();
        await Ports.Streams.AddAsync(stream, Cancel);
        var asRead = (await FindAsync(stream))!; // Just added.

        Lose();
        var written = await Ports.Streams.UpdateAsync(asRead with { Audience = "other", ReplayedTo = null }, Cancel);

        Assert.Equal(written, await FindAsync(stream));
        Assert.Equal("other", written!.Audience);
        await Ports.Streams.WriteDeliveryAsync(Delivery(stream), Cancel);
        Lose();
        await Ports.Streams.RemoveAsync(Acme, stream.Id, Cancel);
        Assert.Null(await FindAsync(stream));
        Assert.Empty((await DeliveryAsync(stream)).ETag);

        void Lose()
        {
            Assert.Equal(0, Storage.Faults.Planned);
            Storage.Faults.OnWrites(Enumerable.Repeat(AnswerLost, losses));
        }
    }

    [Fact]
    public async Task A_change_that_another_was_made_before_is_refused_though_its_answer_was_lost()
    {
        var stream = SampleStreams.Push(Acme);
        await Ports.Streams.AddAsync(stream, Cancel);
        var asRead = (await FindAsync(stream))!; // Just added.
        await using var other = Storage.Another();
        Storage.Faults.OnWrites(async (send, cancellationToken) =>
        {
            await other.Ports.Streams.UpdateAsync(asRead with { Status = StreamStatus.Disabled }, cancellationToken);
            return await AnswerLost(send, cancellationToken);
        });

        Assert.Null(await Ports.Streams.UpdateAsync(asRead with { Status = StreamStatus.Enabled }, Cancel));

        Assert.Equal(StreamStatus.Disabled, (await FindAsync(stream))!.Status);
    }

    [Fact]
    public async Task Whoever_does_not_learn_whether_it_is_noted_reads_again()
    {
        var stream = SampleStreams.Push(Acme);
        Storage.Faults.OnWrites(None, None, AnswerLost); // The first finds the table missing.
        await Ports.Streams.AddAsync(stream, Cancel);
        Storage.Faults.Withdraw();
        Storage.Faults.OnWrites(AnswerLost);

        Assert.Null(await Ports.Streams.WriteDeliveryAsync(Delivery(stream), Cancel));

        var noted = await DeliveryAsync(stream);
        Assert.Equal(Delivery(stream), noted with { ETag = "" });
        Storage.Faults.OnWrites(AnswerLost);
        Assert.Null(await Ports.Streams.WriteDeliveryAsync(noted with { Failures = 9 }, Cancel));
        Assert.Equal(9, (await DeliveryAsync(stream)).Failures);
    }

    [Fact]
    public async Task The_streams_of_an_account_change_once_while_answers_are_lost()
    {
        await Ports.Accounts.CreateAsync(Acme, Sample.Start, null, Protocol.Schemas.Strictness.Lenient, Cancel);
        var asRead = (await Ports.Accounts.FindAsync(Acme, Cancel))!; // Just created.
        StreamSetting[] streams = [SampleStreams.Poll(Acme).Setting!]; // It is enabled.
        Storage.Faults.OnWrites(AnswerLost, AnswerLost);

        var changed = await Ports.Accounts.ChangeStreamsAsync(asRead, streams, Cancel);

        Assert.Equal(0, Storage.Faults.Planned);
        Assert.Equal(streams, changed!.Streams);
        Assert.Equal((await Ports.Accounts.FindAsync(Acme, Cancel))!.ETag, changed.ETag);
    }

    protected override async Task<Ports> OpenAsync() => (_storage = await TestStorage.OpenAsync()).Ports;

    protected override async Task CloseAsync() => await Storage.DisposeAsync();
}
