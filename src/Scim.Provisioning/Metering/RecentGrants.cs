namespace Scim.Provisioning.Metering;

/// <summary>How many requests were granted in the last second, counted in twentieths of it. Not for several threads at once.</summary>
internal sealed class RecentGrants(TimeProvider time)
{
    private const int Slots = 20;
    private const long SlotTicks = TimeSpan.TicksPerSecond / Slots;

    private readonly int[] _slots = new int[Slots];
    private long _latest;
    private int _count;

    /// <summary>How many there were: those of the running slot and of the 19 before it.</summary>
    public int Count
    {
        get
        {
            Forget();
            return _count;
        }
    }

    /// <summary>Counts requests that are granted now.</summary>
    public void Add(int requests)
    {
        Forget();
        _slots[_latest % Slots] += requests;
        _count += requests;
    }

    private void Forget()
    {
        var now = time.GetElapsedTime(0).Ticks / SlotTicks;
        if (now - _latest >= Slots)
        {
            Array.Clear(_slots);
            (_latest, _count) = (now, 0);
        }
        while (_latest < now)
        {
            ref var oldest = ref _slots[++_latest % Slots];
            _count -= oldest;
            oldest = 0;
        }
    }
}
