using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>How users go (RFC 7644 §3.6).</summary>
internal static class DeletionChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.6", "DELETE is 204 without a body, and the user is gone everywhere", DeletesAsync)
        {
            Connectors = [Connectors.Entra, Connectors.OneLogin],
        },
        new("RFC 7644 §3.6", "The userName of a deleted user is free", FreesAsync) { Connectors = [Connectors.Entra, Connectors.OneLogin] },
        new("connector: Entra ID, Okta", "A deactivated user is still read and found", DeactivatedAsync)
        {
            Connectors = [Connectors.Entra, Connectors.Okta],
        },
    ];

    private static async Task DeletesAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        var deleted = await examination.SendAsync("DELETE", user.Path);
        examination.Status(deleted, 204);
        examination.Expect(!deleted.HasContent, deleted, "no body", "one");
        examination.Error(await examination.GetAsync(user.Path), 404);
        examination.Error(await examination.SendAsync("DELETE", user.Path), 404);
        examination.Error(await examination.SendAsync("PUT", user.Path, ScratchDocument.Of(user.UserName).ToJsonString()), 404);
        if (examination.Claims.Patch)
            examination.Error(await examination.PatchAsync(user, """[{"op":"replace","path":"title","value":"T"}]"""), 404);
        if (examination.Claims.Filter) examination.Users(await examination.FindAsync($"userName eq \"{user.UserName}\""), []);
    }

    private static async Task FreesAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        await examination.SendAsync("DELETE", user.Path);
        var again = await examination.PostAsync(ScratchDocument.Of(user.UserName));
        if (!examination.Status(again, 201)) return;
        examination.Expect(again.Text("/id") != user.Id, again, "an id of its own", "that of the deleted user");
    }

    private static async Task DeactivatedAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"active":false}""");
        examination.Value(user.Created, "/active", "false");
        examination.Value(await examination.GetAsync(user.Path), "/active", "false");
        if (examination.Claims.Filter) examination.Users(await examination.FindAsync($"userName eq \"{user.UserName}\""), [user]);
    }
}
