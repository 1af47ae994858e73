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
}
