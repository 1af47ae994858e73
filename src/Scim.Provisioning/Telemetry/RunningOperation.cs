namespace Scim.Provisioning.Telemetry;

/// <summary>The operation that the code is running for, so that what happens far below can be counted for it.</summary>
public static class RunningOperation
{
    private const string None = "none";
    private static readonly AsyncLocal<string?> Current = new();

    /// <summary>Its name; <c>none</c> outside of any.</summary>
    public static string Name => Current.Value ?? None;

    /// <summary>Names it for the running asynchronous method and all that it calls.</summary>
    public static void Begin(string name) => Current.Value = name;
}
