namespace Scim.Testing;

/// <summary>Waits for conditions that another process brings about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns once the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold for 30 seconds.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var start = time.GetTimestamp();
        while (!await condition())
        {
            if (time.GetElapsedTime(start) > Patience) throw new TimeoutException($"The condition did not hold for {Patience}.");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
