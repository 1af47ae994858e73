using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

public sealed class BucketStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 4, 4, 250, 1)]
    [InlineData(0, 4, 4, 10_000, 4)]
    [InlineData(-3, 4, 4, 1_000, 1)]
    [InlineData(2.5, 4, 4, 0, 2.5)]
    [InlineData(4, 4, 2, 0, 2)]
    public void Refilling_adds_by_time_up_to_the_burst(double tokens, double perSecond, int burst, int milliseconds, double expected)
    {
        var refilled = new BucketState(tokens, Noon).Refill(new RateLimit(perSecond, burst), Noon.AddMilliseconds(milliseconds));

        Assert.Equal(expected, refilled.Tokens, 9);
        Assert.Equal(Noon.AddMilliseconds(milliseconds), refilled.RefilledAt);
    }

    [Fact]
    public void Time_never_moves_back()
    {
        var state = new BucketState(1, Noon);

        Assert.Equal(state, state.Refill(RateLimit.Default, Noon.AddSeconds(-2)));
    }

    [Theory]
    [InlineData(-3_600, -3_600)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(3_600, 5)]
    public void No_time_is_believed_that_lies_further_ahead_than_clocks_differ(int secondsAhead, int believed) =>
        Assert.Equal(
            new BucketState(1, Noon.AddSeconds(believed)), new BucketState(1, Noon.AddSeconds(secondsAhead)).Believe(Noon));

    [Theory]
    [InlineData(0.999_999_999_9, true)]
    [InlineData(1 - 1e-9, true)]
    [InlineData(0.99, false)]
    [InlineData(1, true)]
    public void A_token_is_there_but_for_rounding(double tokens, bool expected) =>
        Assert.Equal(expected, new BucketState(tokens, Noon).HasToken);

    [Theory]
    [InlineData(0.5, 0, 125, 1)]
    [InlineData(-7, 0, 2_000, 2)]
    [InlineData(3.7, 3, 0, 1)]
    public void A_decision_says_what_is_left_and_when_to_come_again(double tokens, int remaining, int milliseconds, int seconds)
    {
        var decision = new BucketState(tokens, Noon).Decide(granted: false, RateLimit.Default);

        Assert.Equal(remaining, decision.Remaining);
        Assert.Equal(milliseconds, decision.RetryAfter.TotalMilliseconds, 6);
        Assert.Equal(seconds, decision.RetryAfterSeconds);
    }

    [Theory]
    [InlineData(0.5, 2, 2)]
    [InlineData(-7, 1, 1)]
    [InlineData(3, 4, 4)]
    public void Who_has_tokens_ahead_need_not_wait(double tokens, int ahead, int remaining)
    {
        var decision = new BucketState(tokens, Noon).Decide(granted: true, RateLimit.Default, ahead);

        Assert.Equal((remaining, TimeSpan.Zero), (decision.Remaining, decision.RetryAfter));
    }
}
