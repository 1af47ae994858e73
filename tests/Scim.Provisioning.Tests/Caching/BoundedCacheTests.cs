using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Caching;

namespace Scim.Provisioning.Tests.Caching;

public sealed class BoundedCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly BoundedCache<int, string> _cache;

    public BoundedCacheTests() => _cache = new BoundedCache<int, string>(100, TimeSpan.FromSeconds(25), _time);

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void A_value_counts_from_the_time_it_was_stored_with()
    {
        var since = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(10));
        _cache.Set(1, "one", since);

        _time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.True(_cache.TryGet(1, out _));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.False(_cache.TryGet(1, out _));
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_nothing_younger()
    {
        var time = new SettableClock();
        using var cache = new BoundedCache<int, string>(100, TimeSpan.FromSeconds(25), time);
        cache.Set(1, "one", time.GetTimestamp());

        time.Advance(TimeSpan.FromSeconds(24));
        time.Set(TimeSpan.FromHours(-1));
        Assert.True(cache.TryGet(1, out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(cache.TryGet(1, out _));
    }

    [Fact]
    public void It_never_holds_more_than_it_may()
    {
        for (var key = 0; key < 10_000; key++)
        {
            _cache.Set(key, "value", _time.GetTimestamp());
            Assert.InRange(_cache.Count, 0, 100);
        }
    }

    [Fact]
    public void What_was_removed_is_gone()
    {
        _cache.Set(1, "one", _time.GetTimestamp());
        _cache.Remove(1);

        Assert.False(_cache.TryGet(1, out _));
    }

    /// <summary>Time that passes, shown by a clock that can be set.</summary>
    private sealed class SettableClock : TimeProvider
    {
        private readonly FakeTimeProvider _time = new();
        private TimeSpan _set;

        public override long TimestampFrequency => _time.TimestampFrequency;

        public void Advance(TimeSpan time) => _time.Advance(time);

        public void Set(TimeSpan by) => _set += by;

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + _set;

        public override long GetTimestamp() => _time.GetTimestamp();
    }
}
