namespace Scim.Fuzz.Running;

/// <summary>What the service holds on to.</summary>
public static class Heap
{
    /// <summary>How much it may have grown: 16 MiB.</summary>
    public const long MostGrowth = 16 * 1024 * 1024;

    /// <summary>The bytes alive after a full collection.</summary>
    public static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Prints how the heap has grown.</summary>
    /// <param name="before">Its bytes when it was first measured.</param>
    /// <param name="requests">After how many requests that was.</param>
    /// <exception cref="FuzzException">It has grown by more than it may.</exception>
    public static void Check(long before, int requests)
    {
        var after = Measure();
        System.Console.WriteLine($"heap: {before / 1048576.0:N1} MiB after {requests:N0}, {after / 1048576.0:N1} MiB at the end");
        if (after - before > MostGrowth)
            throw new FuzzException($"The heap grew by {(after - before) / 1048576.0:N1} MiB; {MostGrowth / 1048576} are allowed.");
    }
}
