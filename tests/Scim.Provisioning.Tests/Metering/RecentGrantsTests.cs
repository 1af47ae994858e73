using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>The requests of the last second.</summary>
public sealed class RecentGrantsTests
{
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(50);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, 25, TimeSpan.Zero)); // In the midst of a slot.

    [Fact]
    public void They_count_for_twenty_slots()
    {
        var recent = new RecentGrants(_time);
        recent.Add(5);
        _time.Advance(Slot);
        recent.Add(3);

        _time.Advance(18 * Slot);
        Assert.Equal(8, recent.Count);
        _time.Advance(Slot);
        Assert.Equal(3, recent.Count);
        _time.Advance(Slot);
        Assert.Equal(0, recent.Count);
    }

    [Fact]
    public void After_a_rest_nothing_of_before_is_left()
    {
        var recent = new RecentGrants(_time);
        _time.Advance(Slot);
        recent.Add(5);
        _time.Advance(TimeSpan.FromSeconds(10) - Slot);

        recent.Add(3);
        Assert.Equal(3, recent.Count);
        _time.Advance(Slot);
        Assert.Equal(3, recent.Count);
    }
}
