namespace Scim.Provisioning;

/// <summary>The longest that one request waits for storage.</summary>
public static class StorageDeadline
{
    /// <summary>8 seconds.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(8);

    /// <summary>A deadline that begins now, for work that several requests share and none of them may cancel.</summary>
    public static CancellationTokenSource Start(TimeProvider time) => new(Length, time);
}
