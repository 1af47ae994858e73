using System.Text.Json.Nodes;
using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary>How users are made (RFC 7644 §3.3).</summary>
internal static class CreationChecks
{
    public static IReadOnlyList<Check> List { get; } =
    [
        new("RFC 7644 §3.3", "A user is created with 201, Location and its own id", CreatesAsync) { Connectors = Connectors.Each },
        new("RFC 7644 §3.3", "A userName that is taken, in any case, is 409 uniqueness", TakenAsync) { Connectors = Connectors.Each },
        new("RFC 7643 §4.1.1", "A password is taken and never returned", PasswordAsync) { Connectors = [Connectors.Okta] },
        new("RFC 7643 §4.1.1", "A user without a userName is 400 invalidValue", NamelessAsync),
        new("RFC 7643 §2.1", "Names of attributes have no case", CaseAsync),
        new("RFC 7643 §2.5", "null and an empty list are as if absent", UnassignedAsync)
        {
            Connectors = [Connectors.Entra, Connectors.Okta],
        },
        new("RFC 7644 §3.12", "A body that is no JSON is 400 invalidSyntax, and one of another media type 415", BodiesAsync),
        new("RFC 7644 §3.12", "A value of another type is 400", TypesAsync),
        new("RFC 8265 §3.3", "Letters of all scripts are kept, and composed and decomposed ones are one userName", UnicodeAsync),
    ];

    private static async Task CreatesAsync(Examination examination)
    {
        const string Elsewhere = "https://elsewhere.example.com/Users/1";
        var externalId = $"E-{examination.Names.NewMark()}";
        var user = await examination.CreateAsync(
            $$"""
            {
              "id":"scim-verify-id","externalId":"{{externalId}}","displayName":"Scratch User","active":true,
              "groups":[{"value":"1"}],
              "meta":{"resourceType":"User","created":"2001-01-01T00:00:00Z","location":"{{Elsewhere}}"},
              "emails":[{"value":"{{examination.Names.NewUserName()}}","type":"work","primary":true}]
            }
            """);
        var created = user.Created;
        examination.Status(created, 201);
        examination.Expect(user.Id != "scim-verify-id", created, "an id that the service chose", "that of the client");
        examination.Value(created, "/userName", $"\"{user.UserName}\"");
        examination.Value(created, "/name", """{"givenName":"Scratch","familyName":"User"}""");
        examination.Value(created, "/displayName", "\"Scratch User\"");
        examination.Value(created, "/active", "true");
        examination.Value(created, "/externalId", $"\"{externalId}\"");
        examination.Value(created, "/emails", """[{"type":"work","primary":true}]""");
        examination.Nothing(created, "/groups");
        examination.Expect(
            created.Text("/meta/created") == created.Text("/meta/lastModified"), created, "created and lastModified that are one", "two");
        examination.Expect(created.Text("/meta/created")?.StartsWith("2001", StringComparison.Ordinal) is false, created,
            "a time of the service's", "that of the client");
        examination.Expect(
            created.Field("Location")?.StartsWith(examination.BaseUrl, StringComparison.OrdinalIgnoreCase) is not false,
            created, "a Location below the base URL", "another");
        var read = await examination.GetAsync(user.Path);
        if (examination.Status(read, 200)) examination.Value(read, "", created.Body.GetRawText());
    }

    private static async Task TakenAsync(Examination examination)
    {
        var first = await examination.CreateAsync();
        var second = await examination.CreateAsync();
        foreach (var taken in new[] { first.UserName, first.UserName.ToUpperInvariant() })
        {
            examination.Error(await examination.PostAsync(ScratchDocument.Of(taken)), 409, "uniqueness");
            examination.Error(
                await examination.SendAsync("PUT", second.Path, ScratchDocument.Of(taken).ToJsonString()), 409, "uniqueness");
            if (examination.Claims.Patch)
                examination.Error(
                    await examination.PatchAsync(second, $$"""[{"op":"replace","path":"userName","value":"{{taken}}"}]"""),
                    409,
                    "uniqueness");
        }
        examination.Value(await examination.GetAsync(second.Path), "/userName", $"\"{second.UserName}\"");
        var itself = await examination.SendAsync("PUT", first.Path, ScratchDocument.Of(first.UserName.ToUpperInvariant()).ToJsonString());
        examination.Status(itself, 200);
    }

    private static async Task PasswordAsync(Examination examination)
    {
        var user = await examination.CreateAsync($$"""{"password":"P-{{examination.Names.NewMark()}}-x!"}""");
        examination.Nothing(await examination.GetAsync(user.Path), "/password");
        examination.Nothing(await examination.GetAsync($"{user.Path}?attributes=userName,password"), "/password");
        if (examination.Claims.Filter)
            examination.Nothing(
                await examination.FindAsync($"userName eq \"{user.UserName}\"", "&attributes=password"), "/Resources/0/password");
        examination.Nothing(user.Created, "/password");
    }

    private static async Task NamelessAsync(Examination examination)
    {
        var nameless = ScratchDocument.Of(examination.Names.NewUserName());
        nameless.Remove("userName");
        examination.Error(await examination.PostAsync(nameless), 400, "invalidValue");
        nameless["userName"] = "";
        examination.Error(await examination.PostAsync(nameless), 400, "invalidValue");
    }

    private static async Task CaseAsync(Examination examination)
    {
        var document = ScratchDocument.Of(
            examination.Names.NewUserName(), """{"DISPLAYNAME":"Cased","name":{"GIVENNAME":"G","familyname":"F"}}""");
        var name = document["userName"]!.ToString(); // Every document has one.
        document.Remove("userName");
        document["USERNAME"] = name;
        var created = await examination.PostAsync(document);
        if (!examination.Status(created, 201)) return;
        examination.Value(created, "/userName", $"\"{name}\"");
        examination.Value(created, "/displayName", "\"Cased\"");
        examination.Value(created, "/name", """{"givenName":"G","familyName":"F"}""");
    }

    private static async Task UnassignedAsync(Examination examination)
    {
        var user = await examination.CreateAsync("""{"title":null,"displayName":null,"phoneNumbers":[],"nickName":"N"}""");
        var read = await examination.GetAsync(user.Path);
        foreach (var reply in new[] { user.Created, read })
        {
            foreach (var pointer in new[] { "/title", "/displayName", "/phoneNumbers" }) examination.Nothing(reply, pointer);
            examination.Value(reply, "/nickName", "\"N\"");
        }
    }

    private static async Task BodiesAsync(Examination examination)
    {
        examination.Error(await examination.SendAsync("POST", "/Users", "{\"userName\":"), 400, "invalidSyntax");
        examination.Error(await examination.SendAsync("POST", "/Users", "[]"), 400, "invalidSyntax");
        var user = ScratchDocument.Of(examination.Names.NewUserName()).ToJsonString();
        examination.Status(
            await examination.SendAsync(
                new SentRequest("POST", "/Users", user) { Fields = new Dictionary<string, string> { ["Content-Type"] = "text/plain" } }),
            415);
        var plain = new SentRequest("POST", "/Users", user)
        {
            Fields = new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=utf-8", ["Accept"] = "*/*" },
        };
        examination.Status(await examination.SendAsync(plain), 201);
    }

    private static async Task TypesAsync(Examination examination)
    {
        var cases = new (string Attribute, JsonNode Value)[]
        {
            ("active", "perhaps"), ("name", 5), ("displayName", new JsonObject { ["text"] = "T" }),
        };
        foreach (var (attribute, value) in cases)
        {
            var user = ScratchDocument.Of(examination.Names.NewUserName());
            user[attribute] = value;
            var refused = await examination.PostAsync(user);
            var sent = $"{attribute}: {value.ToJsonString()}";
            if (refused.Status != 400) examination.Note(refused, $"400 for {sent}", refused.InWords);
        }
    }

    private static async Task UnicodeAsync(Examination examination)
    {
        var plain = examination.Names.NewUserName();
        var (composed, decomposed) = ($"\u00E9{plain}", $"e\u0301{plain}");
        var created = await examination.PostAsync(ScratchDocument.Of(composed, """{"displayName":"Zo\u00EB \u4E2D \uD83D\uDE00"}"""));
        if (!examination.Status(created, 201)) return;
        examination.Value(created, "/userName", ScratchDocument.Quoted(composed));
        examination.Value(created, "/displayName", "\"Zo\u00EB \u4E2D \uD83D\uDE00\"");
        examination.Error(await examination.PostAsync(ScratchDocument.Of(decomposed)), 409, "uniqueness");
        if (!examination.Claims.Filter) return;
        var found = await examination.FindAsync($"userName eq \"{decomposed}\"");
        examination.Expect(found.Resources.Count == 1, found, "the user of the composed name", $"{found.Resources.Count} users");
    }
}
