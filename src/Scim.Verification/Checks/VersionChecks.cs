using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;
using Scim.Verification.Scratch;

namespace Scim.Verification.Checks;

/// <summary>Versions of a user (RFC 7644 §3.14).</summary>
internal static class VersionChecks
{
    private const string OfNobody = "W/\"scim-verify\"";

    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.14", "A user has an ETag, and is 304 to whoever has its version", UnchangedAsync) { SkipFor = Needs.ETag },
        new("RFC 7644 §3.14", "A change for another version is 412 and changes nothing", OtherVersionAsync) { SkipFor = Needs.ETag },
        new("RFC 7644 §3.14", "A change makes a new version and a later lastModified", NewVersionAsync) { SkipFor = Needs.ETag },
        new("RFC 7644 §3.5.2.1", "Adding what is there leaves version and lastModified", NoChangeAsync) { SkipFor = Needs.Patch },
    ];

    private static async Task UnchangedAsync(Examination examination)
    {
        var user = await examination.CreateAsync();
        foreach (var reply in new[] { user.Created, await examination.GetAsync(user.Path) })
        {
            examination.Expect(reply.Field("ETag") is not null, reply, "the field ETag", "none");
            examination.Expect(reply.Text("/meta/version") is not null, reply, "meta.version", "none");
        }
        var version = user.Created.Field("ETag") ?? OfNobody;
        foreach (var known in new[] { version, $"\"other\", {version}" })
            examination.Status(await GetAsync(examination, user, "If-None-Match", known), 304);
        examination.Status(await GetAsync(examination, user, "If-None-Match", OfNobody), 200);
    }

    private static async Task OtherVersionAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"First"}""");
        var replacement = ScratchDocument.Of(user.UserName, """{"title":"Second"}""").ToJsonString();
        var patch = ScratchDocument.Patch("""[{"op":"replace","path":"title","value":"Third"}]""");
        examination.Error(await SendAsync(examination, "PUT", user, OfNobody, replacement), 412);
        if (examination.Claims.Patch) examination.Error(await SendAsync(examination, "PATCH", user, OfNobody, patch), 412);
        examination.Error(await SendAsync(examination, "DELETE", user, OfNobody), 412);
        var read = await examination.GetAsync(user.Path);
        if (!examination.Status(read, 200)) return;
        examination.Value(read, "/title", "\"First\"");

        var version = read.Field("ETag") ?? OfNobody;
        var replaced = await SendAsync(examination, "PUT", user, $"{OfNobody}, {version}", replacement);
        examination.Status(replaced, 200);
        if (examination.Claims.Patch) examination.Status(await SendAsync(examination, "PATCH", user, "*", patch), 200, 204);
        examination.Error(await SendAsync(examination, "DELETE", user, version), 412);
        var last = await examination.GetAsync(user.Path);
        examination.Status(await SendAsync(examination, "DELETE", user, last.Field("ETag") ?? "*"), 204);
    }

    private static async Task NewVersionAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"First"}""");
        var before = user.Created;
        foreach (var (method, body) in new[]
        {
            ("PUT", ScratchDocument.Of(user.UserName, """{"title":"Second"}""").ToJsonString()),
            ("PATCH", ScratchDocument.Patch("""[{"op":"replace","path":"title","value":"Third"}]""")),
            ("PUT", ScratchDocument.Of(user.UserName, """{"title":"Fourth"}""").ToJsonString()),
        })
        {
            if (method == "PATCH" && !examination.Claims.Patch) continue;
            if (!examination.Status(await examination.SendAsync(method, user.Path, body), 200, 204)) return;
            var after = await examination.GetAsync(user.Path);
            examination.Expect(after.Field("ETag") != before.Field("ETag"), after, $"another ETag after a {method}", "the same");
            examination.Expect(Time(after) >= Time(before), after, $"meta.lastModified that is no earlier after a {method}", "another");
            examination.Expect(
                after.Text("/meta/created") == before.Text("/meta/created"), after, $"meta.created as before a {method}", "another");
            before = after;
        }
        if (Time(before) != Time(user.Created)) return;

        // Times may be of whole seconds.
        await examination.PauseAsync(TimeSpan.FromSeconds(1.1));
        var last = await examination.SendAsync("PUT", user.Path, ScratchDocument.Of(user.UserName, """{"title":"Fifth"}""").ToJsonString());
        examination.Expect(Time(last) > Time(before), last, "a later meta.lastModified than a second before", "none");
    }

    private static async Task NoChangeAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":"First","emails":[{"value":"scim-verify@example.com","type":"work"}]}""");
        foreach (var operation in new[]
        {
            """[{"op":"add","path":"title","value":"First"}]""",
            """[{"op":"add","path":"emails","value":[{"value":"scim-verify@example.com","type":"work"}]}]""",
        })
        {
            var after = await examination.ChangeAsync(user, operation);
            foreach (var pointer in new[] { "/meta/version", "/meta/lastModified" })
                examination.Expect(after.Text(pointer) == user.Created.Text(pointer), after, $"{pointer} as before {operation}", "another");
        }
    }

    private static DateTimeOffset? Time(Reply reply) =>
        DateTimeOffset.TryParse(reply.Text("/meta/lastModified"), System.Globalization.CultureInfo.InvariantCulture, out var time)
            ? time
            : null;

    private static Task<Reply> GetAsync(Examination examination, ScratchUser user, string field, string value) =>
        examination.SendAsync(new SentRequest("GET", user.Path) { Fields = new Dictionary<string, string> { [field] = value } });

    private static Task<Reply> SendAsync(Examination examination, string method, ScratchUser user, string version, string? body = null) =>
        examination.SendAsync(
            new SentRequest(method, user.Path, body) { Fields = new Dictionary<string, string> { ["If-Match"] = version } });
}
