namespace Scim.Provisioning.Upkeep;

/// <summary>Adds up what there was of one kind of rows that grow old. Several may add at once.</summary>
public sealed class AgedRows : IProgress<int>
{
    private long _all;
    private long _removable;
    private long _removed;

    /// <summary>How many were looked at.</summary>
    public long All => Interlocked.Read(ref _all);

    /// <summary>How many of them are of no use any more.</summary>
    public long Removable => Interlocked.Read(ref _removable);

    /// <summary>How many were removed.</summary>
    public long Removed => Interlocked.Read(ref _removed);

    /// <summary>Adds rows that were looked at.</summary>
    /// <param name="all">How many.</param>
    /// <param name="removable">How many of them are of no use any more.</param>
    public void Saw(long all, long removable)
    {
        Interlocked.Add(ref _all, all);
        Interlocked.Add(ref _removable, removable);
    }

    /// <summary>Adds rows that were removed.</summary>
    /// <param name="value">How many.</param>
    public void Report(int value) => Interlocked.Add(ref _removed, value);
}
