using System.Globalization;
using Scim.Provisioning;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Integrity;

/// <summary>Compares this machine's clock with the time that storage stamps on its answers.</summary>
internal sealed class ClockCheck(StorageTable table, TimeProvider time)
{
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    /// <summary>By how much the clocks differ, if that is over 5 s; null otherwise.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        if (await table.ReadClockAsync(cancellationToken) is not { } stamp)
            return null;
        var answered = time.GetUtcNow();

        // However long the answer took, the difference is no less than this.
        var ahead = asked - (stamp + Resolution);
        var behind = stamp - answered;
        var allowed = ClockDifference.Greatest;
        return ahead > allowed ? Text(ahead, "ahead of") : behind > allowed ? Text(behind, "behind") : null;
    }

    private static string Text(TimeSpan difference, string side) =>
        string.Create(CultureInfo.InvariantCulture, $"this machine's clock is {Math.Round(difference.TotalSeconds)} s {side} storage's");
}
