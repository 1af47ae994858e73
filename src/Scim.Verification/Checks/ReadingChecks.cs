using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary>How one user is read (RFC 7644 §3.4.1).</summary>
internal static class ReadingChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.4.1", "A user that there is not is 404, whatever is asked", UnknownAsync) { Connectors = Connectors.Each },
        new("RFC 9110 §9.3.2", "HEAD has the fields of GET, and no body", HeadAsync),
    ];

    private static async Task UnknownAsync(Examination examination)
    {
        var path = $"/Users/{examination.Names.NewIdOfNobody()}";
        examination.Error(await examination.GetAsync(path), 404);
        examination.Error(await examination.SendAsync("DELETE", path), 404);
        examination.Error(
            await examination.SendAsync("PUT", path, ScratchDocument.Of(examination.Names.NewUserName()).ToJsonString()), 404);
        if (!examination.Claims.Patch) return;
        var patch = ScratchDocument.Patch("""[{"op":"replace","path":"title","value":"T"}]""");
        examination.Error(await examination.SendAsync("PATCH", path, patch), 404);
    }

    private static async Task HeadAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        var got = await examination.GetAsync(user.Path);
        var head = await examination.SendAsync(new SentRequest("HEAD", user.Path));
        if (head.Status is 404 or 405 or 501) Examination.Skip("HEAD is not answered.");
        examination.Status(head, 200);
        examination.Expect(!head.HasContent, head, "no body", "one");
        examination.Expect(head.Field("ETag") == got.Field("ETag"), head, "the ETag of GET", "another, or none");
    }
}
