using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary>Who gets in (RFC 7644 §2, RFC 6750 §3).</summary>
internal static class CredentialChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §2", "A request without credentials is 401", WithoutAsync) { Connectors = Connectors.Each },
        new("RFC 6750 §3.1", "A token that was never issued is 401", UnknownAsync),
    ];

    private static async Task WithoutAsync(Examination examination)
    {
        examination.Status(await examination.SendAsync(new SentRequest("GET", "/Users?count=1") { Authorization = "" }), 401);
        var user = ScratchDocument.Of(examination.Names.NewUserName()).ToJsonString();
        examination.Status(await examination.SendAsync(new SentRequest("POST", "/Users", user) { Authorization = "" }), 401);
    }

    private static async Task UnknownAsync(Examination examination)
    {
        var refused = await examination.SendAsync(
            new SentRequest("GET", "/Users?count=1") { Authorization = $"Bearer no-token-{examination.Names.NewMark()}" });
        if (!examination.Status(refused, 401)) return;
        var challenge = refused.Field("WWW-Authenticate") ?? "";
        examination.Expect(
            challenge.Contains("invalid_token", StringComparison.Ordinal)
            || !challenge.Contains("Bearer", StringComparison.OrdinalIgnoreCase),
            refused,
            "WWW-Authenticate with error=\"invalid_token\"",
            "none");
    }
}
