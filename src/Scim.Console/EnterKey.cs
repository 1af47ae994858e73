namespace Scim.Console;

/// <summary>Follows an input, of which only the ends of lines count: those who press Enter want a new address.</summary>
public static class EnterKey
{
    /// <summary>What is read at once: 1 KiB. Nothing of it is kept.</summary>
    public const int MostRead = 1_024;

    /// <summary>
    /// What comes faster than this waits where it comes from, so that neither an input without end nor one of many lines keeps the process
    /// at work: 1 s.
    /// </summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads until the input ends.</summary>
    /// <param name="input">The input. A terminal is read by blocking, which nothing ends; the caller does not wait for that.</param>
    /// <param name="pressed">Is called when a line ends, and once for lines that end within one <see cref="MostRead"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped before the input ended.</exception>
    public static async Task FollowAsync(Stream input, Action pressed, TimeProvider time, CancellationToken stop)
    {
        var bytes = new byte[MostRead];
        while (await Task.Run(() => input.Read(bytes), stop).WaitAsync(stop) is > 0 and var count)
        {
            var isPressed = bytes.AsSpan(0, count).Contains((byte)'\n');
            if (isPressed) pressed();
            if (isPressed || count == MostRead) await Task.Delay(Pause, time, stop);
        }
    }
}
