namespace Scim.Conformance.Tests.OpenApi;

/// <summary>
/// The tests that send what connectors send: null in place of what is absent, a manager as text, names that no schema has. Lenient accounts
/// take it, and the description of the interface does not have it. All other tests send what is described, or are refused.
/// </summary>
internal static class Leniences
{
    private static readonly HashSet<string> Senders =
    [
        "EntraGalleryTests",
        "EntraTests",
        "OneLoginTests",
        "ConnectorPagesTests",
        "ConnectorSuiteLogTests",
        "AccountBesideTests.A_lenient_one_ignores_the_members",
        "OwnSchemaPatchTests.A_lenient_account_creates_users_with_names_without_URN",
    ];

    /// <summary>True if the test that runs may send it.</summary>
    public static bool AreTried()
    {
        var test = TestContext.Current;
        var name = test.TestClass?.TestClassSimpleName ?? "";
        return Senders.Contains(name) || Senders.Contains($"{name}.{test.TestMethod?.MethodName}");
    }
}
