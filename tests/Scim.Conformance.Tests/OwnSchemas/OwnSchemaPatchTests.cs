using System.Net;
using System.Text.Json.Nodes;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>PATCH by every form of a path (RFC 7644 §3.5.2).</summary>
public sealed class OwnSchemaPatchTests(ConformanceService service) : OwnSchemasTest(service)
{
    private const string Before = """
        "{S}":{"badge":"B-1","grade":3,"alias":"Al","tags":["x","y"],"levels":[1,2],"unit":"U","value":"v"},
        "{A}":{"devices":[{"value":"d1","type":"laptop","primary":true},{"value":"d2","type":"phone","weight":1.5}],
        "trips":[{"city":"Rome","days":2},{"city":"Oslo","days":5}],"desk":{"room":"R1","floor":1},"keeper":{"value":"m1","$ref":"r1"}}
        """;

    [Theory]
    // URN:attribute, with a colon and with a dot, in any case.
    [InlineData("""{"op":"replace","path":"{S}:grade","value":4}""", "{S}:grade", "4")]
    [InlineData("""{"op":"add","path":"{S}.grade","value":4}""", "{S}:grade", "4")]
    [InlineData("""{"op":"add","path":"{S}:GRADE","value":4}""", "{S}:grade", "4")]
    [InlineData("""{"op":"remove","path":"{S}:grade"}""", "{S}:grade", null)]
    [InlineData("""{"op":"replace","path":"{S}:grade","value":null}""", "{S}:grade", null)]
    [InlineData("""{"op":"add","path":"{S}:code","value":"new"}""", "{S}:code", "\"new\"")]
    [InlineData("""{"op":"remove","path":"{S}:value"}""", "{S}:value", null)]
    [InlineData("""{"op":"replace","path":"{S}:value","value":""}""", "{S}:value", null)]
    // Lists of simple values.
    [InlineData("""{"op":"add","path":"{S}:tags","value":["z","X"]}""", "{S}:tags", """["x","y","z"]""")]
    [InlineData("""{"op":"add","path":"{S}:tags","value":"z"}""", "{S}:tags", """["x","y","z"]""")]
    [InlineData("""{"op":"replace","path":"{S}:tags","value":["z"]}""", "{S}:tags", """["z"]""")]
    [InlineData("""{"op":"remove","path":"{S}:tags","value":["X"]}""", "{S}:tags", """["y"]""")]
    [InlineData("""{"op":"remove","path":"{S}:levels","value":[2,7]}""", "{S}:levels", "[1]")]
    [InlineData("""{"op":"remove","path":"{S}:tags"}""", "{S}:tags", null)]
    [InlineData("""{"op":"replace","path":"{S}:levels","value":[]}""", "{S}:levels", null)]
    // URN:attribute.sub, URN.attribute.sub.
    [InlineData("""{"op":"replace","path":"{A}:desk.room","value":"R2"}""", "{A}:desk", """{"room":"R2","floor":1}""")]
    [InlineData("""{"op":"replace","path":"{A}.desk.floor","value":"2"}""", "{A}:desk", """{"room":"R1","floor":2}""")]
    [InlineData("""{"op":"remove","path":"{A}:desk.room"}""", "{A}:desk", """{"floor":1}""")]
    [InlineData("""{"op":"add","path":"{A}:desk","value":{"floor":7}}""", "{A}:desk", """{"room":"R1","floor":7}""")]
    [InlineData("""{"op":"remove","path":"{A}:desk"}""", "{A}:desk", null)]
    [InlineData("""{"op":"remove","path":"{A}:keeper.value"}""", "{A}:keeper", null)]
    [InlineData("""{"op":"replace","path":"{A}:keeper","value":"m2"}""", "{A}:keeper", """{"value":"m2"}""")]
    // URN:list, URN:list[filter], URN:list[filter].sub, URN:list.sub.
    [InlineData(
        """{"op":"add","path":"{A}:devices","value":[{"value":"d3","primary":true}]}""",
        "{A}:devices",
        """
        [{"value":"d1","type":"laptop","primary":false},{"value":"d2","type":"phone","weight":1.5},{"value":"d3","primary":true}]
        """)]
    [InlineData("""{"op":"remove","path":"{A}:devices[type eq \"laptop\"]"}""", "{A}:devices",
        """[{"value":"d2","type":"phone","weight":1.5}]""")]
    [InlineData("""{"op":"remove","path":"{A}.devices[weight gt 1 and type eq \"PHONE\"]"}""", "{A}:devices",
        """[{"value":"d1","type":"laptop","primary":true}]""")]
    [InlineData("""{"op":"remove","path":"{A}:devices","value":[{"value":"d1"}]}""", "{A}:devices",
        """[{"value":"d2","type":"phone","weight":1.5}]""")]
    [InlineData("""{"op":"replace","path":"{A}:devices[value eq \"d2\"].weight","value":2}""", "{A}:devices",
        """[{"value":"d1","type":"laptop","primary":true},{"value":"d2","type":"phone","weight":2}]""")]
    [InlineData("""{"op":"remove","path":"{A}:devices[type eq \"phone\"].weight"}""", "{A}:devices",
        """[{"value":"d1","type":"laptop","primary":true},{"value":"d2","type":"phone"}]""")]
    [InlineData("""{"op":"replace","path":"{A}:devices[value eq \"d2\"]","value":{"display":"Two"}}""", "{A}:devices",
        """[{"value":"d1","type":"laptop","primary":true},{"value":"d2","type":"phone","weight":1.5,"display":"Two"}]""")]
    [InlineData("""{"op":"replace","path":"{A}:trips[city eq \"rome\"].days","value":3}""", "{A}:trips",
        """[{"city":"Rome","days":3},{"city":"Oslo","days":5}]""")]
    [InlineData("""{"op":"remove","path":"{A}:trips[days ge 5]"}""", "{A}:trips", """[{"city":"Rome","days":2}]""")]
    [InlineData("""{"op":"remove","path":"{A}:trips","value":[{"city":"oslo"}]}""", "{A}:trips", """[{"city":"Rome","days":2}]""")]
    [InlineData("""{"op":"replace","path":"{A}:trips.days","value":9}""", "{A}:trips",
        """[{"city":"Rome","days":9},{"city":"Oslo","days":9}]""")]
    [InlineData("""{"op":"add","path":"{A}:trips","value":{"city":"Bonn"}}""", "{A}:trips",
        """[{"city":"Rome","days":2},{"city":"Oslo","days":5},{"city":"Bonn"}]""")]
    // The whole extension.
    [InlineData("""{"op":"add","path":"{S}","value":{"grade":4}}""", "{S}:grade", "4")]
    [InlineData("""{"op":"replace","path":"{S}","value":{"grade":4}}""", "{S}:grade", "4")]
    [InlineData("""{"op":"replace","path":"{S}","value":{"grade":null}}""", "{S}:grade", null)]
    [InlineData("""{"op":"add","path":"{A}","value":{"desk.room":"R9"}}""", "{A}:desk", """{"room":"R9","floor":1}""")]
    [InlineData("""{"op":"add","path":"{A}","value":{"trips[city eq \"Oslo\"].days":6}}""", "{A}:trips",
        """[{"city":"Rome","days":2},{"city":"Oslo","days":6}]""")]
    [InlineData("""{"op":"remove","path":"{A}"}""", "{A}", null)]
    [InlineData("""{"op":"replace","path":"{A}","value":null}""", "{A}", null)]
    // Without a path.
    [InlineData("""{"op":"add","value":{"{S}":{"grade":4}}}""", "{S}:grade", "4")]
    [InlineData("""{"op":"replace","value":{"{S}:grade":4}}""", "{S}:grade", "4")]
    [InlineData("""{"op":"replace","value":{"{S}.grade":4}}""", "{S}:grade", "4")]
    [InlineData("""{"op":"replace","value":{"{A}:desk.room":"R3"}}""", "{A}:desk", """{"room":"R3","floor":1}""")]
    [InlineData("""{"op":"replace","value":{"{A}":{"desk":{"room":"R3"}}}}""", "{A}:desk", """{"room":"R3","floor":1}""")]
    [InlineData("""{"op":"replace","value":{"{A}:trips[city eq \"Rome\"].days":8}}""", "{A}:trips",
        """[{"city":"Rome","days":8},{"city":"Oslo","days":5}]""")]
    [InlineData("""{"op":"add","value":{"{A}:devices[type eq \"phone\"]":{"display":"P"}}}""", "{A}:devices",
        """[{"value":"d1","type":"laptop","primary":true},{"value":"d2","type":"phone","weight":1.5,"display":"P"}]""")]
    [InlineData("""{"op":"add","value":{"{S}:tags":["z"]}}""", "{S}:tags", """["x","y","z"]""")]
    public async Task A_path_changes_what_it_names_and_nothing_else(string operation, string place, string? expected)
    {
        foreach (var scim in (ScimClient[])[Own, OwnStrict])
        {
            var user = await CreateAsync(scim, Before);

            var patched = await PatchAsync(scim, user, operation);

            AssertValue(patched, place, expected);
            AssertValue(await ReadAsync(scim, user), place, expected);
            Assert.True(JsonNode.DeepEquals(Without(place, user), Without(place, patched)), $"{patched.Body}");
        }
    }

    [Theory]
    [InlineData("""{"op":"replace","value":{"grade":4}}""", "{S}:grade", "4")]
    [InlineData("""{"op":"replace","path":"grade","value":4}""", "{S}:grade", "4")]
    [InlineData("""{"op":"remove","path":"grade"}""", "{S}:grade", null)]
    [InlineData("""{"op":"replace","path":"desk.room","value":"R4"}""", "{A}:desk", """{"room":"R4","floor":1}""")]
    [InlineData("""{"op":"replace","value":{"desk.room":"R4"}}""", "{A}:desk", """{"room":"R4","floor":1}""")]
    [InlineData("""{"op":"replace","path":"trips[city eq \"Oslo\"].days","value":4}""", "{A}:trips",
        """[{"city":"Rome","days":2},{"city":"Oslo","days":4}]""")]
    [InlineData("""{"op":"add","path":"devices","value":[{"value":"d4"}]}""", "{A}:devices",
        """[{"value":"d1","type":"laptop","primary":true},{"value":"d2","type":"phone","weight":1.5},{"value":"d4"}]""")]
    public async Task A_lenient_account_takes_names_without_URN(string operation, string place, string? expected)
    {
        var user = await CreateAsync(Own, Before);
        var strict = await CreateAsync(OwnStrict, Before);

        var patched = await PatchAsync(Own, user, operation);

        AssertValue(patched, place, expected);
        Assert.True(JsonNode.DeepEquals(Without(place, user), Without(place, patched)), $"{patched.Body}");
        Assert.Equal(HttpStatusCode.BadRequest, (await PatchAsync(OwnStrict, strict, operation)).Status);
    }

    [Fact]
    public async Task A_lenient_account_creates_users_with_names_without_URN()
    {
        var user = await CreateAsync(Own, """ "badge":"B-1","desk":{"room":"R"},"tags":["x"] """);

        AssertValue(user, "{S}", """{"badge":"B-1","tags":["x"]}""");
        AssertValue(user, "{A}", """{"desk":{"room":"R"}}""");
        (await OwnStrict.PostAsync("/Users", UserWith(""" "badge":"B-1" """), Cancellation))
            .AssertError(HttpStatusCode.BadRequest, "invalidSyntax");
    }

    [Fact]
    public async Task A_lenient_account_creates_the_entry_that_a_value_path_determines()
    {
        const string Operation = """{"op":"add","path":"{A}:devices[type eq \"phone\"].value","value":"d9"}""";
        var user = await CreateAsync(Own, """ "{A}":{"desk":{"room":"R"}} """);
        var strict = await CreateAsync(OwnStrict, """ "{A}":{"desk":{"room":"R"}} """);

        AssertValue(await PatchAsync(Own, user, Operation), "{A}:devices", """[{"type":"phone","value":"d9"}]""");
        (await PatchAsync(OwnStrict, strict, Operation)).AssertError(HttpStatusCode.BadRequest, "noTarget");
    }

    [Theory]
    [InlineData("""{"op":"add","path":"{S}:shoeSize","value":1}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"{A}:desk.colour","value":"red"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"{A}:trips[nobody eq \"x\"].colour","value":"red"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"{S}:tags[value eq \"x\"]","value":"y"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"{A}:desk[room eq \"x\"]","value":{"floor":1}}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"{A}:trips[days eq \"x\"].paid","value":true}""", "invalidFilter")]
    [InlineData("""{"op":"add","path":"{A}:trips[city eq \"Bonn\"].days","value":1}""", "noTarget")]
    [InlineData("""{"op":"add","path":"{A}:peers[type eq \"x\"].value","value":"p"}""", "noTarget")]
    [InlineData("""{"op":"add","path":"{S}","value":"x"}""", "invalidValue")]
    public async Task What_a_path_cannot_name_is_refused(string operation, string scimType)
    {
        var user = await CreateAsync(Own, Before);

        (await PatchAsync(Own, user, operation)).AssertError(HttpStatusCode.BadRequest, scimType);
        AssertValue(await ReadAsync(Own, user), "{S}:grade", "3");
    }

    private static JsonObject Without(string place, ScimAnswer answer)
    {
        var user = JsonNode.Parse(answer.Body.GetRawText())!.AsObject(); // The body of a user is an object.
        user.Remove("meta");
        user.Remove("schemas");
        if (place.Length == 3)
            user.Remove(WithUrns(place));
        else
            user[WithUrns(place[..3])]?.AsObject().Remove(place[4..]);
        return user;
    }
}
