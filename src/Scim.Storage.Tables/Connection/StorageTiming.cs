namespace Scim.Storage.Tables.Connection;

/// <summary>How long storage is waited for.</summary>
internal sealed record StorageTiming
{
    /// <summary>The longest wait for a connection. Default 2 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait for the answer to one try. Default 3 s.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The pause before the second try; doubled for each further one. Default 100 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause. Default 2 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a write is repeated until its outcome is known. Default 8 s.</summary>
    public TimeSpan WriteDeadline { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The pause after a number of tries, half of it by chance: who failed together shall not return together.</summary>
    public TimeSpan PauseAfter(int tries)
    {
        var pause = Math.Min(FirstPause.TotalMilliseconds * Math.Pow(2, tries - 1), LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(pause * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}
