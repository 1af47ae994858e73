using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

public sealed class TokensAheadTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TokensAhead _ahead;

    public TokensAheadTests() => _ahead = new TokensAhead(_time);

    [Theory]
    [InlineData(0, 3, 100, 0)]
    [InlineData(0, 4, 100, 1)]
    [InlineData(3, 1, 100, 1)]
    [InlineData(22, 1, 100, 5)]
    [InlineData(40, 0, 100, 10)]
    [InlineData(40, 0, 19.9, 9)]
    [InlineData(40, 0, 2, 1)]
    [InlineData(40, 0, 1.9, 0)]
    [InlineData(40, 0, -7, 0)]
    public void A_write_takes_a_quarter_of_the_last_second_and_at_most_half_of_what_is_left(
        int granted, int grants, double left, int expected)
    {
        _ahead.Granted(granted);

        Assert.Equal(expected, _ahead.Wanted(Bucket(left), grants));
    }

    [Fact]
    public void What_was_granted_a_second_ago_counts_no_more()
    {
        for (var request = 0; request < 8; request++)
        {
            _ahead.Granted(1);
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }
        Assert.Equal(1, _ahead.Wanted(Bucket(100), requests: 1)); // With those 250, 500 and 750 ms ago.

        _time.Advance(TimeSpan.FromMilliseconds(750));
        Assert.Equal(0, _ahead.Wanted(Bucket(100), requests: 3));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, _ahead.Wanted(Bucket(100), requests: 4));
    }

    [Fact]
    public void What_is_not_used_within_a_second_lapses()
    {
        _ahead.Keep(3, _time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(600));
        _ahead.Keep(5, _time.GetTimestamp());
        Assert.True(_ahead.TryTake(2));
        Assert.Equal(6, _ahead.Count);

        _time.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Equal(6, _ahead.Count);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(5, _ahead.Count);
        _time.Advance(TimeSpan.FromMilliseconds(600));
        Assert.False(_ahead.TryTake(1));
    }

    [Fact]
    public void The_oldest_are_used_first()
    {
        _ahead.Keep(3, _time.GetTimestamp());
        _time.Advance(TimeSpan.FromMilliseconds(500));
        _ahead.Keep(3, _time.GetTimestamp());

        Assert.True(_ahead.TryTake(4));
        Assert.False(_ahead.TryTake(3));
        _time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(2, _ahead.Count);
    }

    [Theory]
    [InlineData(7, 0, 0)] // It would bring a single one.
    [InlineData(8, 0, 2)]
    [InlineData(8, 1, 2)]
    [InlineData(8, 2, 0)]
    [InlineData(25, 3, 6)]
    [InlineData(25, 4, 0)]
    public void They_are_renewed_when_half_of_them_are_used(int granted, int there, int expected)
    {
        _ahead.Granted(granted);
        _ahead.Keep(there, _time.GetTimestamp());

        Assert.Equal(expected, _ahead.WantedToRenew(Bucket(100)));
    }

    private BucketState Bucket(double tokens) => new(tokens, _time.GetUtcNow());
}
