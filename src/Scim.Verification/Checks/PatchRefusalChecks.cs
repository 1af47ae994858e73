using Scim.Verification.Examinations;

namespace Scim.Verification.Checks;

/// <summary>What PATCH refuses (RFC 7644 §3.5.2), all or nothing.</summary>
internal static class PatchRefusalChecks
{
    /// <summary>Operations, and the keywords of which one names why they are refused. Adding one is adding a line.</summary>
    private static readonly (string Operations, string[] Keywords)[] Refused =
    [
        ("""[{"op":"remove"}]""", ["noTarget"]),
        ("""[{"op":"remove","path":"userName"}]""", ["mutability", "invalidValue"]),
        ("""[{"op":"replace","path":"id","value":"scim-verify"}]""", ["mutability"]),
        ("""[{"op":"replace","path":"meta.created","value":"2001-01-01T00:00:00Z"}]""", ["mutability"]),
        ("""[{"op":"replace","path":"title[","value":"x"}]""", ["invalidPath"]),
        ("""[{"op":"add","path":"scimVerifyNone","value":"x"}]""", ["invalidPath"]),
        ("""[{"op":"replace","path":"emails[value eq \"none@example.org\"].type","value":"home"}]""", ["noTarget"]),
        ("""[{"op":"move","path":"title","value":"x"}]""", ["invalidSyntax", "invalidValue"]),
        ("""[{"op":"replace","path":"active","value":"perhaps"}]""", ["invalidValue"]),
    ];

    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.5.2", "A PATCH that is refused says why by its keyword, and changes nothing", RefusesAsync)
        {
            SkipFor = Needs.Patch,
        },
        new("RFC 7644 §3.5.2", "A PATCH is all or nothing", AllOrNothingAsync) { Connectors = [Connectors.Entra], SkipFor = Needs.Patch },
        new("RFC 7644 §3.5.2", "A PATCH of another schema is 400", OtherSchemaAsync) { SkipFor = Needs.Patch },
    ];

    private static async Task RefusesAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"Kept"}""");
        foreach (var (operations, keywords) in Refused)
        {
            var reply = await examination.PatchAsync(user, operations);
            if (reply.Status == 400 && keywords.Contains(reply.Text("/scimType"))) continue;
            examination.Note(reply, $"400 {string.Join(" or ", keywords)} for {operations}", reply.InWords);
        }
        await UnchangedAsync(examination, user.Path, user.Created.Text("/meta/lastModified"));
    }

    private static async Task AllOrNothingAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"Kept"}""");
        var reply = await examination.PatchAsync(
            user, """[{"op":"replace","path":"title","value":"Changed"},{"op":"replace","path":"id","value":"scim-verify"}]""");
        examination.Error(reply, 400, "mutability");
        await UnchangedAsync(examination, user.Path, user.Created.Text("/meta/lastModified"));
    }

    private static async Task OtherSchemaAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"Kept"}""");
        var reply = await examination.SendAsync(
            "PATCH", user.Path, """{"schemas":["urn:scim-verify:none"],"Operations":[{"op":"remove","path":"title"}]}""");
        examination.Error(reply, 400, "invalidSyntax", "invalidValue");
        await UnchangedAsync(examination, user.Path, user.Created.Text("/meta/lastModified"));
    }

    private static async Task UnchangedAsync(Examination examination, string path, string? modified)
    {
        var read = await examination.GetAsync(path);
        examination.Value(read, "/title", "\"Kept\"");
        examination.Expect(read.Text("/meta/lastModified") == modified, read, "meta.lastModified as before what was refused", "another");
    }
}
