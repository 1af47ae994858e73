using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>How long the loser of a race for a token stays behind.</summary>
public sealed class LostRacesTests
{
    private static readonly TimeSpan UntilToken = TimeSpan.FromMilliseconds(100);
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1, 125, 250)]
    [InlineData(2, 250, 500)]
    [InlineData(3, 300, 600)]
    [InlineData(20, 300, 600)]
    public void It_is_longer_after_each_loss_and_at_most_600_ms(int losses, int least, int most)
    {
        var races = new LostRaces(_time);
        for (var loss = 0; loss < losses; loss++)
            races.Lose(UntilToken, RateLimit.Default);

        Assert.True(races.Any);
        Assert.InRange(races.Wait - UntilToken, TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));
    }

    [Fact]
    public void It_passes_with_time()
    {
        var races = new LostRaces(_time);
        races.Lose(UntilToken, RateLimit.Default);
        var wait = races.Wait;

        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(wait - TimeSpan.FromMilliseconds(200), races.Wait);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(TimeSpan.Zero, races.Wait);
        Assert.True(races.Any);
    }

    [Fact]
    public void Who_wins_does_not_wait()
    {
        var races = new LostRaces(_time);
        Assert.Equal((false, TimeSpan.Zero), (races.Any, races.Wait));
        races.Lose(UntilToken, RateLimit.Default);

        races.Win();

        Assert.Equal((false, TimeSpan.Zero), (races.Any, races.Wait));
    }
}
