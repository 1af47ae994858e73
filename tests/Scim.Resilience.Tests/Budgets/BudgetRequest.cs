using Scim.Testing;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>A request whose cost is known.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Path and query below the base.</param>
/// <param name="Json">Its body; null for none.</param>
internal sealed record BudgetRequest(HttpMethod Method, string Path, string? Json = null)
{
    public static BudgetRequest Post(string userName, string active = "true") =>
        new(HttpMethod.Post, "/Users", User(userName, "Lovelace", active));

    public static BudgetRequest Get(string path) => new(HttpMethod.Get, path);

    public static BudgetRequest Find(string filter) => Get($"/Users?filter={Uri.EscapeDataString(filter)}");

    public static BudgetRequest Get(ScimAnswer user) => Get(PathOf(user));

    public static BudgetRequest Put(ScimAnswer user, string userName, string familyName, string active = "true") =>
        new(HttpMethod.Put, PathOf(user), User(userName, familyName, active));

    public static BudgetRequest Patch(ScimAnswer user, string attribute, string value) => new(
        HttpMethod.Patch,
        PathOf(user),
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["""
        + $$$"""{"op":"replace","path":"{{{attribute}}}","value":{{{value}}}}]}""");

    public static BudgetRequest Delete(ScimAnswer user) => new(HttpMethod.Delete, PathOf(user));

    private static string PathOf(ScimAnswer user) => $"/Users/{user.Text("id")}";

    private static string User(string userName, string familyName, string active) => $$$"""
        {"userName":"{{{userName}}}","externalId":"shared","active":{{{active}}},"name":{"givenName":"Ada","familyName":"{{{familyName}}}"},
        "emails":[{"value":"all@example.com","type":"work"},{"value":"{{{userName}}}@example.com","type":"home"}]}
        """;
}
