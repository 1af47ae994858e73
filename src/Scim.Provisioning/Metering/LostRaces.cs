namespace Scim.Provisioning.Metering;

/// <summary>
/// The races for a bucket's last tokens that this instance has lost to others in a row. Where all instances try as soon as a token is
/// due, each token costs every loser a refused write and a read. So a loser stays behind for a moment, longer after each loss: the
/// winner goes on from what it wrote itself, at one request for each token (docs/adr/0004).
/// </summary>
internal sealed class LostRaces
{
    private const int MostDoublings = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private int _count;
    private DateTimeOffset _until;

    /// <summary>True if the last race was lost. What is remembered of the bucket is most likely old then.</summary>
    public bool Any => _count > 0;

    /// <summary>How long to stay behind.</summary>
    public TimeSpan WaitAt(DateTimeOffset now) => _count > 0 && _until > now ? _until - now : TimeSpan.Zero;

    /// <summary>Another instance took what was there.</summary>
    /// <param name="tokenDue">When the next token is due.</param>
    /// <param name="limit">The caller's limit.</param>
    public void Lose(DateTimeOffset tokenDue, RateLimit limit)
    {
        _count = Math.Min(_count + 1, MostDoublings);
        var pause = Math.Min(Math.Pow(2, _count - 1) / limit.PerSecond, Longest.TotalSeconds);
        _until = tokenDue + TimeSpan.FromSeconds(pause * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>A token was taken.</summary>
    public void Win() => _count = 0;
}
