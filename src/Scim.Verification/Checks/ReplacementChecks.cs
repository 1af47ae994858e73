using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>How users are replaced (RFC 7644 §3.5.1).</summary>
internal static class ReplacementChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.5.1", "PUT replaces a user and clears what it leaves out", ReplacesAsync)
        {
            Connectors = [Connectors.Okta, Connectors.OneLogin],
        },
        new("RFC 7644 §3.5.1", "PUT deactivates and activates", ActivatesAsync) { Connectors = [Connectors.Okta, Connectors.OneLogin] },
        new("RFC 7644 §3.5.1", "PUT without a userName is 400 and changes nothing", RefusesAsync),
    ];

    private static async Task ReplacesAsync(Examination examination)
    {
        var user = await examination.CreateAsync(
            """
            {
              "displayName":"Before","title":"Cleared","nickName":"Cleared",
              "phoneNumbers":[{"value":"+1 201 555 0123","type":"work"}]
            }
            """);
        var newName = examination.Names.NewUserName();
        var document = ScratchDocument.Of(
            newName,
            $$"""
            {
              "id":{{ScratchDocument.Quoted(user.Id)}},"displayName":"After","name":{"givenName":"After","familyName":"User"},
              "meta":{"resourceType":"User","created":"2001-01-01T00:00:00Z"},"groups":[]
            }
            """);
        var replaced = await examination.SendAsync("PUT", user.Path, document.ToJsonString());
        if (!examination.Status(replaced, 200)) return;
        var read = await examination.GetAsync(user.Path);
        foreach (var reply in new[] { replaced, read })
        {
            examination.Value(reply, "/id", ScratchDocument.Quoted(user.Id));
            examination.Value(reply, "/userName", $"\"{newName}\"");
            examination.Value(reply, "/displayName", "\"After\"");
            examination.Value(reply, "/name/givenName", "\"After\"");
            foreach (var cleared in new[] { "/title", "/nickName", "/phoneNumbers" }) examination.Nothing(reply, cleared);
            examination.Expect(
                reply.Text("/meta/created") == user.Created.Text("/meta/created"), reply, "meta.created as before", "another");
        }
        examination.Status(await examination.PostAsync(ScratchDocument.Of(user.UserName)), 201);
    }

    private static async Task ActivatesAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        foreach (var active in new[] { "false", "true" })
        {
            var document = ScratchDocument.Of(user.UserName, $$"""{"active":{{active}}}""").ToJsonString();
            examination.Value(await examination.SendAsync("PUT", user.Path, document), "/active", active);
            examination.Value(await examination.GetAsync(user.Path), "/active", active);
        }
    }

    private static async Task RefusesAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"Kept"}""");
        var document = ScratchDocument.Of(user.UserName);
        document.Remove("userName");
        examination.Error(await examination.SendAsync("PUT", user.Path, document.ToJsonString()), 400, "invalidValue");
        examination.Value(await examination.GetAsync(user.Path), "/title", "\"Kept\"");
    }
}
