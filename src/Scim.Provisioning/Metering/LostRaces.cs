namespace Scim.Provisioning.Metering;

/// <summary>
/// The races for a bucket's last tokens that this instance has lost to others in a row. Where all instances try as soon as a token is
/// due, each token costs every loser a refused write and a read. So a loser stays behind for a moment, longer after each loss: the
/// winner goes on from what it wrote itself, at one request for each token (docs/adr/0004).
/// </summary>
internal sealed class LostRaces(TimeProvider time)
{
    private const int MostDoublings = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(600);

    private int _count;
    private long _lostAt;
    private TimeSpan _pause;

    /// <summary>True if the last race was lost. What is remembered of the bucket is most likely old then.</summary>
    public bool Any => _count > 0;

    /// <summary>How long to stay behind from now on, however the clock is set meanwhile.</summary>
    public TimeSpan Wait => _count > 0 && _pause - time.GetElapsedTime(_lostAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Another instance took what was there.</summary>
    /// <param name="untilToken">How long until the next token is due.</param>
    /// <param name="limit">The caller's limit.</param>
    public void Lose(TimeSpan untilToken, RateLimit limit)
    {
        _count = Math.Min(_count + 1, MostDoublings);
        var pause = Math.Min(Math.Pow(2, _count - 1) / limit.PerSecond, Longest.TotalSeconds);
        _lostAt = time.GetTimestamp();
        _pause = untilToken + TimeSpan.FromSeconds(pause * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>A token was taken.</summary>
    public void Win() => _count = 0;
}
