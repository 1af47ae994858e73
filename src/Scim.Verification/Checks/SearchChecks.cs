using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>Searching by POST (RFC 7644 §3.4.3).</summary>
internal static class SearchChecks
{
    private const string Request = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.4.3", "A search by POST finds what one by GET finds", SearchesAsync) { SkipFor = Needs.Filter },
        new("RFC 7644 §3.4.3", "A search by POST of another schema is 400", OtherSchemaAsync) { SkipFor = Needs.Filter },
    ];

    private static async Task SearchesAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"displayName":"Found","title":"Hidden"}""");
        var other = await examination.CreateAsync("""{"displayName":"Passed by"}""");
        var search =
            $$"""
            {
              "schemas":["{{Request}}"],"filter":"userName eq \"{{user.UserName}}\"","attributes":["displayName"],
              "startIndex":1,"count":5
            }
            """;
        foreach (var path in new[] { "/Users/.search", "/.search" })
        {
            var found = await examination.SendAsync("POST", path, search);

            // RFC 7644 §3.4.2.1: a service may leave out searches of all resources.
            if (path == "/.search" && found.Status is 403 or 404 or 405 or 501) continue;
            examination.Users(found, [user]);
            if (!found.IsSuccess) continue;
            examination.Value(found, "/totalResults", "1");
            examination.Value(found, "/Resources/0/displayName", "\"Found\"");
            examination.Nothing(found, "/Resources/0/title");
        }
        if (examination.Claims.Sort)
        {
            var both = $"userName eq \\\"{user.UserName}\\\" or userName eq \\\"{other.UserName}\\\"";
            var sorted = await examination.SendAsync(
                "POST",
                "/Users/.search",
                $$"""
                {
                  "schemas":["{{Request}}"],"filter":"{{both}}","sortBy":"displayName","sortOrder":"descending",
                  "startIndex":2,"count":1,"excludedAttributes":["title"]
                }
                """);
            examination.Users(sorted, [user]);
            examination.Nothing(sorted, "/Resources/0/title");
        }
        var counted = await examination.SendAsync(
            "POST", "/Users/.search", $$"""{"schemas":["{{Request}}"],"filter":"userName eq \"{{user.UserName}}\"","count":0}""");
        if (!examination.Status(counted, 200)) return;
        examination.Value(counted, "/totalResults", "1");
        examination.Expect(counted.Resources.Count == 0, counted, "nobody for a count of 0", $"{counted.Resources.Count} users");
    }

    private static async Task OtherSchemaAsync(Examination examination) =>
        examination.Error(
            await examination.SendAsync(
                "POST", "/Users/.search", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"count":0}"""),
            400);
}
