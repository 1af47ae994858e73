namespace Scim.Storage.InMemory;

/// <summary>Storage tags, each given once.</summary>
internal static class Tag
{
    private static long _last;

    public static string Next() => $"\"{Interlocked.Increment(ref _last)}\"";
}
