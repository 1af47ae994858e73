using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary><c>attributes</c> and <c>excludedAttributes</c> (RFC 7644 §3.9).</summary>
internal static class ProjectionChecks
{
    private const string User =
        """{"displayName":"Shown","title":"Hidden","nickName":"Nick","emails":[{"value":"scim-verify@example.com","type":"work"}]}""";

    /// <summary>
    /// A query, what must be in the answer and what must not, as names with spaces between them. Adding one is adding a line.
    /// </summary>
    private static readonly (string Query, string Has, string Lacks)[] Cases =
    [
        ("attributes=displayName", "id schemas displayName", "title userName name emails nickName"),
        ("attributes=DISPLAYNAME,userName", "id displayName userName", "title name emails"),
        ("attributes=name.givenName", "id name/givenName", "name/familyName title userName"),
        ("attributes=urn:ietf:params:scim:schemas:core:2.0:User:title", "id title", "displayName userName"),
        ("attributes=emails.value", "id emails/0/value", "emails/0/type title"),
        ("excludedAttributes=title", "id displayName userName name emails meta", "title"),
        ("excludedAttributes=id,title,nickname", "id displayName", "title nickName"),
        ("excludedAttributes=name.familyName", "id name/givenName title", "name/familyName"),
    ];

    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.9", "An answer has the attributes that are asked for, and id always", ProjectsAsync)
        {
            Connectors = [Connectors.Entra],
        },
        new("RFC 7644 §3.9", "Answers to changes have the attributes that are asked for", ChangesAsync),
        new("RFC 7644 §3.9", "attributes and excludedAttributes at once are 400", BothAsync),
    ];

    private static async Task ProjectsAsync(Examination examination)
    {
        var user = await examination.CreateAsync(User);
        foreach (var (query, has, lacks) in Cases)
        {
            var reply = await examination.GetAsync($"{user.Path}?{query}");
            if (examination.Status(reply, 200)) Compare(examination, reply, "", has, lacks);
        }
        if (!examination.Claims.Filter) return;
        var list = await examination.FindAsync($"userName eq \"{user.UserName}\"", "&attributes=displayName");
        if (examination.Status(list, 200)) Compare(examination, list, "/Resources/0", "id displayName", "title userName emails");
        list = await examination.FindAsync($"userName eq \"{user.UserName}\"", "&excludedAttributes=displayName");
        if (examination.Status(list, 200)) Compare(examination, list, "/Resources/0", "id title userName", "displayName");
    }

    private static async Task ChangesAsync(Examination examination)
    {
        var document = ScratchDocument.Of(examination.Names.NewUserName(), User);
        var created = await examination.SendAsync("POST", "/Users?attributes=displayName", document.ToJsonString());
        if (!examination.Status(created, 201) || created.Text("/id") is not { } id) return;
        Compare(examination, created, "", "id displayName", "title userName");
        var path = $"/Users/{Uri.EscapeDataString(id)}";
        var replaced = await examination.SendAsync("PUT", $"{path}?excludedAttributes=title", document.ToJsonString());
        if (examination.Status(replaced, 200)) Compare(examination, replaced, "", "id displayName userName", "title");
        if (!examination.Claims.Patch) return;
        var patched = await examination.SendAsync(
            "PATCH", $"{path}?attributes=title", ScratchDocument.Patch("""[{"op":"replace","path":"title","value":"New"}]"""));
        if (patched.Status == 200) Compare(examination, patched, "", "id title", "displayName userName");
        else examination.Status(patched, 200, 204);
    }

    private static async Task BothAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        examination.Error(await examination.GetAsync($"{user.Path}?attributes=title&excludedAttributes=name"), 400);
    }

    private static void Compare(Examination examination, Reply reply, string at, string has, string lacks)
    {
        foreach (var name in has.Split(' ').Where(name => reply.At($"{at}/{name}") is null)) examination.Note(reply, name, "none");
        foreach (var name in lacks.Split(' ').Where(name => reply.At($"{at}/{name}") is not null))
            examination.Note(reply, $"no {name}", "one");
    }
}
