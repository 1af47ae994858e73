using System.Net;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>Values of every type in POST, GET and PUT.</summary>
public sealed class OwnSchemaValueTests(ConformanceService service) : OwnSchemasTest(service)
{
    private const string Staff = """
        {"badge":"B-1","alias":"Al","code":"x Y","remote":false,"grade":-9007199254740993,"quota":0.1000000000000000000001,
        "hired":"2026-02-28T23:59:59.500Z","stamp":"AQID","handbook":"https://example.com/Book","site":"Lisbon","band":"b2",
        "tags":["x","y"],"levels":[3,1,2],"rates":[1.5,-2],"shifts":["2026-01-01T08:00:00.000Z"],"marks":["AQ==","Ag=="],
        "links":["urn:a","urn:b"],"votes":[true,false],"zones":["west"],"unit":"U","value":"v"}
        """;

    private const string Assets = """
        {"devices":[{"value":"d1","display":"One","type":"laptop","primary":true,"weight":1.25},{"value":"d2","type":"phone"}],
        "trips":[{"city":"Rome","days":2,"start":"2026-03-01T00:00:00.000Z","paid":true},{"city":"Oslo"}],
        "desk":{"room":"R1","floor":1,"key":"K"},"keeper":{"value":"m","$ref":"../Users/m"},
        "peers":[{"value":"p1"},{"value":"p2","$ref":"../Users/p2"}],"credential":{"hint":"dog"}}
        """;

    [Theory]
    [InlineData(AccountUnderTest.WithSchemas)]
    [InlineData(AccountUnderTest.StrictWithSchemas)]
    public async Task Every_type_is_created_read_found_and_replaced(AccountUnderTest account)
    {
        var scim = ScimOf(account);
        var created = await CreateAsync(scim, $$""" "{S}":{{Staff}},"{A}":{{Assets}} """);
        var name = created.Text("userName");
        var found = await scim.FindAsync(name!, Cancellation); // A created user has a name.

        AssertValue(created, "{S}", Staff);
        AssertValue(created, "{A}", Assets);
        AssertValue(await ReadAsync(scim, created), "{S}", Staff);
        AssertValue(await ReadAsync(scim, created), "{A}", Assets);
        AssertValue(found with { Body = found.Body.GetProperty("Resources")[0] }, "{A}", Assets);

        var replaced = await ReplaceAsync(scim, created, """ "{S}":{"badge":"B-1","grade":5} """);

        AssertValue(replaced, "{S}", """{"badge":"B-1","grade":5}""");
        AssertValue(replaced, "{A}", """{"desk":{"key":"K"}}"""); // It is immutable.
        AssertValue(await ReadAsync(scim, created), "{S}", """{"badge":"B-1","grade":5}""");
    }

    [Fact]
    public async Task The_schemas_in_use_are_listed()
    {
        var user = await CreateAsync(Own, """ "{A}":{"desk":{"room":"R1"}} """);

        AssertValue(user, "schemas", """["urn:ietf:params:scim:schemas:core:2.0:User","{A}"]""");
        AssertValue(
            await PatchAsync(Own, user, """{"op":"remove","path":"{A}"}"""),
            "schemas",
            """["urn:ietf:params:scim:schemas:core:2.0:User"]""");
    }

    [Theory]
    [InlineData("{S}:remote", "\"maybe\"")]
    [InlineData("{S}:remote", "1")]
    [InlineData("{S}:grade", "1.5")]
    [InlineData("{S}:grade", "\"three\"")]
    [InlineData("{S}:grade", "9223372036854775808")]
    [InlineData("{S}:quota", "\"much\"")]
    [InlineData("{S}:quota", "1e400")]
    [InlineData("{S}:hired", "\"yesterday\"")]
    [InlineData("{S}:hired", "20260101")]
    [InlineData("{S}:stamp", "\"no base64!\"")]
    [InlineData("{S}:alias", "{\"a\":1}")]
    [InlineData("{S}:levels", "[1,\"two\"]")]
    [InlineData("{S}:tags", "[{\"value\":{\"a\":1}}]")]
    [InlineData("{S}:votes", "[true,\"perhaps\"]")]
    [InlineData("{A}:devices", "[{\"value\":\"d\",\"weight\":\"heavy\"}]")]
    [InlineData("{A}:trips", "[{\"city\":\"Rome\",\"days\":2.5}]")]
    [InlineData("{A}:trips", "[\"Rome\"]")]
    [InlineData("{A}:desk", "\"R1\"")]
    [InlineData("{A}:desk", "{\"floor\":\"first\"}")]
    [InlineData("{A}:devices", "[{\"value\":\"d\",\"primary\":true},{\"value\":\"e\",\"primary\":true}]")]
    public async Task A_value_of_another_type_is_invalidValue(string place, string value)
    {
        var badge = place.StartsWith("{S}", StringComparison.Ordinal) ? "\"badge\":\"B\"," : "";
        var name = place[4..];
        var user = await CreateAsync(Own, """ "{S}":{"badge":"B"} """);

        var posted = await Own.PostAsync("/Users", UserWith($$""" "{{place[..3]}}":{ {{badge}} "{{name}}":{{value}} } """), Cancellation);
        var patched = await PatchAsync(Own, user, $$"""{"op":"add","path":"{{place}}","value":{{value}}}""");

        posted.AssertError(HttpStatusCode.BadRequest, "invalidValue");
        patched.AssertError(HttpStatusCode.BadRequest, "invalidValue");
        Assert.Contains(name, Detail(posted), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{S}:remote", "\"True\"", "true")]
    [InlineData("{S}:grade", "\"7\"", "7")]
    [InlineData("{S}:quota", "\"1.5\"", "1.5")]
    [InlineData("{S}:alias", "5", "\"5\"")]
    [InlineData("{S}:alias", "[\"Al\"]", "\"Al\"")]
    [InlineData("{S}:alias", "[{\"value\":\"Al\"}]", "\"Al\"")]
    [InlineData("{S}:tags", "\"one\"", "[\"one\"]")]
    [InlineData("{S}:tags", "\"[\\\"a\\\",\\\"b\\\"]\"", "[\"a\",\"b\"]")]
    [InlineData("{S}:tags", "[\"a\",\"A\",\"b\"]", "[\"a\",\"b\"]")]
    [InlineData("{S}:levels", "[2,2,1]", "[2,1]")]
    [InlineData("{S}:hired", "\"2026-01-01T01:00:00+01:00\"", "\"2026-01-01T00:00:00.000Z\"")]
    [InlineData("{S}:hired", "\"2026-01-01T00:00:00.12345678\"", "\"2026-01-01T00:00:00.1234567Z\"")]
    [InlineData("{S}:tags", "[]", null)]
    [InlineData("{S}:alias", "\"\"", null)]
    [InlineData("{S}:alias", "null", null)]
    [InlineData("{A}:desk", "\"{\\\"room\\\":\\\"R\\\"}\"", "{\"room\":\"R\"}")]
    [InlineData("{A}:desk", "[{\"room\":\"R\"}]", "{\"room\":\"R\"}")]
    [InlineData("{A}:desk", "{\"room\":null,\"floor\":\"2\"}", "{\"floor\":2}")]
    [InlineData("{A}:keeper", "\"m1\"", "{\"value\":\"m1\"}")]
    [InlineData("{A}:keeper", "[{\"value\":\"m1\"},{\"value\":\"m2\"}]", "{\"value\":\"m1\"}")]
    [InlineData("{A}:peers", "[\"p1\",{\"value\":\"p2\"}]", "[{\"value\":\"p1\"},{\"value\":\"p2\"}]")]
    [InlineData("{A}:devices", "{\"value\":\"d\"}", "[{\"value\":\"d\"}]")]
    [InlineData("{A}:devices", "[{\"type\":\"phone\"},{\"value\":\"d\"}]", "[{\"value\":\"d\"}]")]
    [InlineData(
        "{A}:devices",
        "[{\"value\":\"d\",\"type\":\"phone\"},{\"value\":\"d\",\"type\":\"PHONE\",\"weight\":1}]",
        "[{\"value\":\"d\",\"type\":\"PHONE\",\"weight\":1}]")]
    [InlineData("{A}:trips", "[{\"city\":\"Rome\"},{\"city\":\"Rome\"},{\"city\":\"rome\"}]", "[{\"city\":\"Rome\"},{\"city\":\"rome\"}]")]
    public async Task A_lenient_account_reads_what_connectors_send_for_the_core(string place, string value, string? expected)
    {
        var members = place.StartsWith("{S}", StringComparison.Ordinal) ? "\"badge\":\"B\"," : "\"credential\":{\"hint\":\"h\"},";
        var user = await CreateAsync(Own, $$""" "{{place[..3]}}":{ {{members}} "{{place[4..]}}":{{value}} } """);
        var other = await CreateAsync(Own, """ "{S}":{"badge":"B"} """);

        AssertValue(user, place, expected);
        AssertValue(await PatchAsync(Own, other, $$"""{"op":"add","path":"{{place}}","value":{{value}}}"""), place, expected);
    }
}
