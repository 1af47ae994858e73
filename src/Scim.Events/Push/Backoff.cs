using System.Diagnostics.CodeAnalysis;

namespace Scim.Events.Push;

/// <summary>How long a receiver that fails is left alone: 1 s, doubled with each failure up to 5 min, and at most a tenth less.</summary>
internal static class Backoff
{
    private const int MostDoublings = 9;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The pause after so many failures in a row, 1 or more.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Instances shall not try all at once; nobody must be kept from guessing when.")]
    public static TimeSpan After(int failures)
    {
        var pause = TimeSpan.FromSeconds(1 << Math.Min(failures - 1, MostDoublings));
        pause = (pause > Longest ? Longest : pause) * (1 - (Random.Shared.NextDouble() / 10));
        return TimeSpan.FromMilliseconds(Math.Floor(pause.TotalMilliseconds));
    }
}
