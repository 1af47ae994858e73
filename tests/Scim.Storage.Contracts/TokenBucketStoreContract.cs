using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Storage.Contracts;

/// <summary>What every store of token buckets must do.</summary>
public abstract class TokenBucketStoreContract : StorageContract
{
    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(-96)]
    [InlineData(3.123456789)]
    [InlineData(1e-9)]
    public async Task A_bucket_is_found_as_written(double tokens)
    {
        var state = new BucketState(tokens, Sample.Start.AddTicks(1_234_567));

        var written = await Ports.Buckets.WriteAsync(Sample.Client, state, null, Cancel);

        Assert.Equal(state, written!.State);
        Assert.Equal(written, await Ports.Buckets.FindAsync(Sample.Client, Cancel));
    }

    [Fact]
    public async Task A_caller_without_a_bucket_has_none() => Assert.Null(await Ports.Buckets.FindAsync(Sample.Client, Cancel));

    [Fact]
    public async Task A_bucket_is_made_once()
    {
        await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), null, Cancel);

        Assert.Null(await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(2, Sample.Start), null, Cancel));
    }

    [Fact]
    public async Task Of_racing_writers_one_takes()
    {
        var bucket = await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(4, Sample.Start), null, Cancel);

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => Ports.Buckets.WriteAsync(Sample.Client, new BucketState(number / 10.0, Sample.Start), bucket!.ETag, Cancel)));

        var winner = Assert.Single(written, taken => taken is not null);
        Assert.Equal(winner, await Ports.Buckets.FindAsync(Sample.Client, Cancel));
    }

    [Fact]
    public async Task A_bucket_is_written_over_and_over()
    {
        var bucket = await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(4, Sample.Start), null, Cancel);
        for (var tokens = 3; tokens >= 0; tokens--)
            bucket = await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(tokens, Sample.Start), bucket!.ETag, Cancel);

        Assert.Equal(0, (await Ports.Buckets.FindAsync(Sample.Client, Cancel))!.State.Tokens);
    }

    [Fact]
    public async Task Buckets_are_listed_with_their_callers()
    {
        Assert.Empty(await Ports.Buckets.ListAsync(Cancel).ToListAsync(Cancel));
        var one = await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(4, Sample.Start), null, Cancel);
        var other = await Ports.Buckets.WriteAsync(ClientId.Parse("other"), new BucketState(-96, Sample.Start), null, Cancel);

        var all = await Ports.Buckets.ListAsync(Cancel).OrderBy(bucket => bucket.Caller.Value).ToListAsync(Cancel);

        Assert.Equal([new CallersBucket(Sample.Client, one!), new CallersBucket(ClientId.Parse("other"), other!)], all);
    }

    [Fact]
    public async Task A_bucket_is_removed_only_as_it_was_read()
    {
        var asRead = (await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(4, Sample.Start), null, Cancel))!;
        var taken = (await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), asRead.ETag, Cancel))!;

        Assert.False(await Ports.Buckets.RemoveAsync(new CallersBucket(Sample.Client, asRead), Cancel));
        Assert.Equal(taken, await Ports.Buckets.FindAsync(Sample.Client, Cancel));
        Assert.True(await Ports.Buckets.RemoveAsync(new CallersBucket(Sample.Client, taken), Cancel));
        Assert.Null(await Ports.Buckets.FindAsync(Sample.Client, Cancel));
        Assert.False(await Ports.Buckets.RemoveAsync(new CallersBucket(Sample.Client, taken), Cancel));
    }

    [Fact]
    public async Task A_bucket_that_was_removed_cannot_be_written_by_its_tag_and_may_be_made_again()
    {
        var asRead = (await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(4, Sample.Start), null, Cancel))!;
        await Ports.Buckets.RemoveAsync(new CallersBucket(Sample.Client, asRead), Cancel);

        Assert.Null(await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), asRead.ETag, Cancel));
        var again = await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(3, Sample.Start), null, Cancel);
        Assert.Null(await Ports.Buckets.WriteAsync(Sample.Client, new BucketState(2, Sample.Start), asRead.ETag, Cancel));
        Assert.Equal(again, await Ports.Buckets.FindAsync(Sample.Client, Cancel));
    }
}
