namespace Scim.Resilience.Tests.Isolation;

/// <summary>Users named by their id, and users made with another's names.</summary>
internal static class UserCases
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly string Rename = Sender.Patch("""{"op":"replace","path":"displayName","value":"Countess"}""");

    public static IEnumerable<IsolationCase> All => [.. ById, .. Made, .. Referring];

    private static IEnumerable<IsolationCase> ById =>
    [
        Of("A user is read", "GET"),
        Of("A user is read with a slash", "GET", suffix: "/"),
        Of("A user is read in part", "GET", suffix: "?attributes=userName"),
        Of("A user is read without a part", "GET", suffix: "?excludedAttributes=emails"),
        Of("A user is read if it has changed", "GET", field: thing => ("If-None-Match", thing.Version)),
        Of("A user is read if it has not changed", "GET", field: thing => ("If-Match", thing.Version)),
        Of("A user is read if there is any", "GET", field: _ => ("If-None-Match", "*")),
        Of("A user is replaced", "PUT", Body),
        Of("A user is replaced and shown in part", "PUT", Body, "?attributes=userName"),
        Of("A user is replaced in its version", "PUT", Body, field: thing => ("If-Match", thing.Version)),
        Of("A user is replaced in any version", "PUT", Body, field: _ => ("If-Match", "*")),
        Of("A user is replaced by what is no user", "PUT", _ => """{"userName":""}""", status: 400),
        Of("A user is patched", "PATCH", _ => Rename),
        Of("A user is patched and shown in part", "PATCH", _ => Rename, "?excludedAttributes=emails"),
        Of("A user is patched in its version", "PATCH", _ => Rename, field: thing => ("If-Match", thing.Version)),
        Of("A user is patched with what is no patch", "PATCH", _ => "{}", status: 400),
        Of("A user is deleted", "DELETE"),
        Of("A user is deleted in its version", "DELETE", field: thing => ("If-Match", thing.Version)),
        Of("A user is deleted in any version", "DELETE", field: _ => ("If-Match", "*")),
        Of("A user is posted to", "POST", Body, status: 405),
        new("A user is read behind a doubled slash", 404, (thing, sender) => sender.Scim("GET", $"//Users/{thing.Id}")),
        new("A user is read by its id in capitals", 404, (thing, sender) => sender.Scim("GET", $"/Users/{thing.Id.ToUpperInvariant()}")),
        new("A user is read by its name", 404, (thing, sender) => sender.Scim("GET", $"/Users/{thing.UserName}")),
        new("A part of a user is read", 404, (thing, sender) => sender.Scim("GET", $"/Users/{thing.Id}/emails")),
        new("A user is read below its account", 404, (thing, sender) => sender.Scim("GET", $"/{thing.Account}/Users/{thing.Id}")),
        new("A group is read", 404, (thing, sender) => sender.Scim("GET", $"/Groups/{thing.Id}")),
        new("Oneself is read", 501, (thing, sender) => sender.Scim("GET", $"/Me/{thing.Id}")),
    ];

    private static IEnumerable<IsolationCase> Made =>
    [
        new("A user is made with all names", 201, (thing, sender) => sender.Scim("POST", "/Users", thing.Json)) { Writes = true },
        new("A user is made with id and meta", 201, (thing, sender) => sender.Scim(
            "POST", "/Users", $$$"""{"id":"{{{thing.Id}}}","meta":{"version":{{{Quoted(thing.Version)}}}},{{{thing.Json[1..]}}}"""))
        {
            Writes = true,
        },
        new("One's own user gets all names", 200, (thing, sender) => sender.Scim("PUT", $"/Users/{sender.UserId}", thing.Json))
        {
            Writes = true,
        },
        new("One's own user gets the userName", 200, (thing, sender) => sender.Scim(
            "PATCH", $"/Users/{sender.UserId}", Sender.Patch($$"""{"op":"replace","path":"userName","value":"{{thing.UserName}}"}""")))
        {
            Writes = true,
        },
        new("One's own user is patched at the version", 412, (thing, sender) => With(
            sender.Scim("PATCH", $"/Users/{sender.UserId}", Rename), ("If-Match", thing.Version))),
        new("One's own user is deleted at the version", 412, (thing, sender) => With(
            sender.Scim("DELETE", $"/Users/{sender.UserId}"), ("If-Match", thing.Version))),
    ];

    private static IEnumerable<IsolationCase> Referring =>
    [
        new("A manager is named by a PATCH", 200, (thing, sender) => sender.Scim("PATCH", $"/Users/{sender.UserId}", Sender.Patch(
            $$"""{"op":"add","path":"{{Enterprise}}:manager","value":"{{thing.Id}}"}"""))) { Writes = true },
        new("A manager is named with its address", 200, (thing, sender) => sender.Scim("PATCH", $"/Users/{sender.UserId}", Sender.Patch(
            $$"""{"op":"add","path":"{{Enterprise}}:manager","value":{"value":"{{thing.Id}}","$ref":"../Users/{{thing.Id}}"} }""")))
        {
            Writes = true,
        },
        new("A manager is named by a POST", 201, (thing, sender) => sender.Scim("POST", "/Users",
            $$$"""{"{{{Enterprise}}}":{"manager":{"value":"{{{thing.Id}}}"} },{{{thing.Json[1..]}}}""")) { Writes = true },
        new("An entry is chosen by another's e-mail", 400, (thing, sender) => sender.Scim("PATCH", $"/Users/{sender.UserId}", Sender.Patch(
            $$"""{"op":"replace","path":"emails[value co \"{{thing.Email}}\"].type","value":"home"}"""))),
    ];

    private static IsolationCase Of(
        string name,
        string method,
        Func<Thing, string>? body = null,
        string suffix = "",
        Func<Thing, (string, string)>? field = null,
        int status = 404) =>
        new(name, status, (thing, sender) =>
        {
            var request = sender.Scim(method, $"/Users/{thing.Id}{suffix}", body?.Invoke(thing));
            return field is null ? request : With(request, field(thing));
        });

    private static RawRequest With(RawRequest request, (string, string) field) => request with { Fields = [.. request.Fields, field] };

    private static string Body(Thing thing) => thing.Json;

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
