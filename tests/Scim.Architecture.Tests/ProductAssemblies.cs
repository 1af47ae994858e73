namespace Scim.Architecture.Tests;

/// <summary>The projects of the product.</summary>
internal static class ProductAssemblies
{
    /// <summary>Their names, but for that of the Functions app, which has no folders.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "Scim.Protocol", "Scim.Provisioning", "Scim.Storage.Tables", "Scim.Events", "Scim.Http", "Scim.Hosting", "Scim.LocalHost",
        "Scim.Operations", "Scim.Verification", "Scim.Console", "Scim.Cli",
    ];
}
