namespace Scim.Resilience.Tests.Isolation;

/// <summary>Users named in operations of a Bulk.</summary>
internal static class BulkCases
{
    private static readonly string Rename = Sender.Patch("""{"op":"replace","path":"displayName","value":"Countess"}""");

    public static IEnumerable<IsolationCase> All =>
    [
        Of("replaced", thing => $$"""{"method":"PUT","path":"/Users/{{thing.Id}}","data":{{thing.Json}} }"""),
        Of("patched", thing => $$"""{"method":"PATCH","path":"/Users/{{thing.Id}}","data":{{Rename}} }"""),
        Of("deleted", thing => $$"""{"method":"DELETE","path":"/Users/{{thing.Id}}"}"""),
        Of("deleted under the base", thing => $$"""{"method":"DELETE","path":"/scim/v2/Users/{{thing.Id}}"}"""),
        Of("deleted at its version", thing => $$"""{"method":"DELETE","path":"/Users/{{thing.Id}}","version":{{Version(thing)}} }"""),
        Of(
            "patched at its version",
            thing => $$"""{"method":"PATCH","path":"/Users/{{thing.Id}}","version":{{Version(thing)}},"data":{{Rename}} }"""),
        Of("named three times", thing => string.Join(',', Enumerable.Repeat($$"""{"method":"DELETE","path":"/Users/{{thing.Id}}"}""", 3))),
        Of(
            "named by a bulkId that nobody has",
            thing => $$"""{"method":"PATCH","path":"/Users/bulkId:{{thing.Id}}","data":{{Rename}} }""",
            400),
        Of("sought in groups", thing => $$"""{"method":"DELETE","path":"/Groups/{{thing.Id}}"}""", 501),
        Of("made with all names", thing => $$"""{"method":"POST","path":"/Users","bulkId":"b","data":{{thing.Json}} }""", 201) with
        {
            Writes = true,
        },
        Of("made under a bulkId and named by it", thing =>
            $$"""{"method":"POST","path":"/Users","bulkId":"{{thing.Id}}","data":{{thing.Json}} },"""
            + $$"""{"method":"PATCH","path":"/Users/bulkId:{{thing.Id}}","data":{{Rename}} }""", 201) with { Writes = true },
        Of("made with a manager", thing =>
            """{"method":"POST","path":"/Users","bulkId":"b","data":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"""
            + $$$"""{"manager":{"value":"{{{thing.Id}}}"} },{{{thing.Json[1..]}}} }""", 201) with { Writes = true },
    ];

    private static IsolationCase Of(string name, Func<Thing, string> operations, int status = 404) =>
        new($"In a Bulk a user is {name}", 200, (thing, sender) => sender.Scim("POST", "/Bulk", Sender.Bulk(operations(thing))))
        {
            Says = $"\"status\":\"{status}\"",
        };

    private static string Version(Thing thing) => System.Text.Json.JsonSerializer.Serialize(thing.Version);
}
