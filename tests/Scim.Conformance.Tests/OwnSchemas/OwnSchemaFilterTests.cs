using System.Net;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.OwnSchemas;

/// <summary>
/// Filters and sorting (RFC 7644 §3.4.2.2, §3.4.2.3) of three users a, b and c, the last of which has nothing of the schemas.
/// </summary>
public sealed class OwnSchemaFilterTests(ConformanceService service) : OwnSchemasTest(service)
{
    private const string Ann = """
        "{S}":{"badge":"A","alias":"Al","code":"xY","remote":true,"grade":1,"quota":1.5,"hired":"2026-01-01T00:00:00Z","stamp":"AQID",
        "handbook":"https://example.com/Book","tags":["red","Blue"],"levels":[1,5],"rates":[0.5],"votes":[true],"marks":["AQ=="],
        "shifts":["2026-01-01T08:00:00Z"],"links":["urn:a"],"locker":"L1","unit":"U","pin":"1","note":"n","value":"v"},
        "{A}":{"devices":[{"value":"d2","type":"phone","weight":3},{"value":"d1","type":"laptop","primary":true,"weight":1.5}],
        "trips":[{"city":"Rome","days":2,"paid":true,"start":"2026-02-01T00:00:00Z"}],"desk":{"room":"R1","floor":1},
        "keeper":{"value":"m1"},"credential":{"value":"c","hint":"h"}}
        """;

    private const string Bob = """
        "{S}":{"badge":"B","alias":"bo","code":"XY","remote":false,"grade":10,"quota":10,"hired":"2026-06-01T00:00:00Z","tags":["blue"],
        "levels":[3],"locker":"L2"},
        "{A}":{"devices":[{"value":"D1","type":"phone","weight":2}],"trips":[{"city":"Oslo","days":5},{"city":"Rome","days":1}],
        "desk":{"floor":2}}
        """;

    [Theory]
    // Text, without case and with.
    [InlineData("{S}:alias eq \"AL\"", "a")]
    [InlineData("{S}:alias ne \"al\"", "bc")]
    [InlineData("{S}:alias co \"O\"", "b")]
    [InlineData("{S}:alias sw \"B\"", "b")]
    [InlineData("{S}:alias ew \"L\"", "a")]
    [InlineData("{S}:alias gt \"am\"", "b")]
    [InlineData("{S}:alias ge \"al\"", "ab")]
    [InlineData("{S}:alias lt \"b\"", "a")]
    [InlineData("{S}:alias le \"bo\"", "ab")]
    [InlineData("{S}:alias pr", "ab")]
    [InlineData("{S}:alias eq null", "c")]
    [InlineData("{S}:alias ne null", "ab")]
    [InlineData("{S}:code eq \"xY\"", "a")]
    [InlineData("{S}:code eq \"xy\"", "")]
    [InlineData("{S}:code co \"Y\"", "ab")]
    [InlineData("{S}:code gt \"a\"", "a")]
    // The other types.
    [InlineData("{S}:remote eq true", "a")]
    [InlineData("{S}:remote eq \"False\"", "b")]
    [InlineData("{S}:remote ne true", "bc")]
    [InlineData("{S}:grade eq 1", "a")]
    [InlineData("{S}:grade ne 1", "bc")]
    [InlineData("{S}:grade gt 1", "b")]
    [InlineData("{S}:grade ge 1", "ab")]
    [InlineData("{S}:grade lt 9", "a")]
    [InlineData("{S}:grade le 10", "ab")]
    [InlineData("{S}:quota eq 1.50", "a")]
    [InlineData("{S}:quota gt 1.5", "b")]
    [InlineData("{S}:quota lt 9", "a")]
    [InlineData("{S}:quota ge 15e-1", "ab")]
    [InlineData("{S}:hired eq \"2026-01-01T01:00:00+01:00\"", "a")]
    [InlineData("{S}:hired gt \"2026-03-01T00:00:00Z\"", "b")]
    [InlineData("{S}:hired le \"2026-06-01T00:00:00Z\"", "ab")]
    [InlineData("{S}:stamp eq \"AQID\"", "a")]
    [InlineData("{S}:stamp eq \"aqid\"", "")]
    [InlineData("{S}:stamp ne \"AQID\"", "bc")]
    [InlineData("{S}:handbook co \"Book\"", "a")]
    [InlineData("{S}:handbook sw \"https://example.com/b\"", "")]
    // Lists of simple values.
    [InlineData("{S}:tags eq \"BLUE\"", "ab")]
    [InlineData("{S}:tags co \"ed\"", "a")]
    [InlineData("{S}:tags ne \"blue\"", "ac")]
    [InlineData("{S}:tags pr", "ab")]
    [InlineData("{S}:levels gt 4", "a")]
    [InlineData("{S}:levels eq 3", "b")]
    [InlineData("{S}:rates lt 1", "a")]
    [InlineData("{S}:votes eq true", "a")]
    [InlineData("{S}:shifts lt \"2026-01-02T00:00:00Z\"", "a")]
    [InlineData("{S}:marks eq \"AQ==\"", "a")]
    [InlineData("{S}:links ew \"a\"", "a")]
    // Complex values and value paths.
    [InlineData("{A}:desk pr", "ab")]
    [InlineData("{A}:desk.room pr", "a")]
    [InlineData("{A}:desk.floor lt 2", "a")]
    [InlineData("{A}:desk[floor eq 2]", "b")]
    [InlineData("{A}:keeper eq \"m1\"", "a")]
    [InlineData("{A}:keeper.value eq \"M1\"", "")]
    [InlineData("{A}:devices eq \"d1\"", "a")]
    [InlineData("{A}:devices.value eq \"D1\"", "b")]
    [InlineData("{A}:devices.type eq \"PHONE\"", "ab")]
    [InlineData("{A}:devices[type eq \"phone\" and weight gt 2]", "a")]
    [InlineData("{A}:devices[type eq \"phone\" and primary eq true]", "")]
    [InlineData("{A}:devices[primary eq true].weight lt 2", "a")]
    [InlineData("{A}:trips[city eq \"rome\" and days gt 1]", "a")]
    [InlineData("{A}:trips[city eq \"rome\"]", "ab")]
    [InlineData("{A}:trips[not (paid eq true)]", "b")]
    [InlineData("{A}:trips[days ge 5 or start pr]", "ab")]
    [InlineData("{A}:trips.days ge 5", "b")]
    [InlineData("{A}:trips.start pr", "a")]
    // Joined, negated, and by other spellings of the name.
    [InlineData("not ({S}:alias pr)", "c")]
    [InlineData("not ({S}:grade gt 1)", "ac")]
    [InlineData("{S}:grade gt 1 and {A}:desk.floor eq 2", "b")]
    [InlineData("{S}:grade eq 1 or {A}:desk.floor eq 2", "ab")]
    [InlineData("{S}:ALIAS EQ \"al\"", "a")]
    [InlineData("{S}.alias eq \"al\"", "a")]
    [InlineData("{S}:value eq \"v\"", "a")]
    [InlineData("{S} pr", "ab")]
    [InlineData("schemas eq \"{A}\"", "ab")]
    // What is never answered is not found either; what is answered on request is.
    [InlineData("{S}:pin pr", "")]
    [InlineData("{S}:pin eq \"1\"", "")]
    [InlineData("not ({S}:pin pr)", "abc")]
    [InlineData("{S}:note sw \"n\"", "")]
    [InlineData("{A}:credential.value eq \"c\"", "")]
    [InlineData("{A}:credential eq \"c\"", "")]
    [InlineData("{A}:credential sw \"c\"", "")]
    [InlineData("{A}:credential[value eq \"c\"]", "")]
    [InlineData("{A}:credential.hint eq \"h\"", "a")]
    [InlineData("{S}:locker eq \"l1\"", "a")]
    [InlineData("{S}:score pr", "")]
    [InlineData("{S}:shoeSize eq 44", "")]
    public async Task A_filter_finds_who_it_names(string filter, string expected)
    {
        foreach (var scim in (ScimClient[])[Own, OwnStrict])
        {
            var domain = await CreateThreeAsync(scim);

            var found = await FindAsync(scim, $"({filter}) and userName ew \"{domain}\"");

            Assert.Equal(expected, string.Concat(found.Select(name => name![0]).Order())); // A user has a name.
        }
    }

    [Fact]
    public async Task A_lenient_account_finds_by_names_without_URN()
    {
        var domain = await CreateThreeAsync(Own);

        Assert.Single(await FindAsync(Own, $"alias eq \"al\" and desk.floor eq 1 and userName ew \"{domain}\""));
        Assert.Empty(await FindAsync(OwnStrict, "alias pr or desk.floor pr"));
    }

    [Theory]
    [InlineData("{S}:remote gt true")]
    [InlineData("{S}:remote eq 1")]
    [InlineData("{S}:grade eq \"one\"")]
    [InlineData("{S}:grade gt 1.5")]
    [InlineData("{S}:grade co 1")]
    [InlineData("{S}:quota sw 1")]
    [InlineData("{S}:hired gt \"yesterday\"")]
    [InlineData("{S}:stamp co \"AQ\"")]
    [InlineData("{S}:stamp lt \"AQ\"")]
    [InlineData("{S}:tags[value eq \"x\"]")]
    [InlineData("{A}:trips eq \"Rome\"")]
    [InlineData("{A}:trips[days eq \"two\"]")]
    [InlineData("{S} eq \"v\"")]
    public async Task A_comparison_that_the_type_does_not_have_is_invalidFilter(string filter) =>
        (await Own.GetAsync($"/Users?filter={Uri.EscapeDataString(WithUrns(filter))}", Cancellation))
            .AssertError(HttpStatusCode.BadRequest, "invalidFilter");

    [Theory]
    [InlineData("{S}:alias", "abc")]
    [InlineData("{S}:code", "bac")]
    [InlineData("{S}:remote", "bac")]
    [InlineData("{S}:grade", "abc")]
    [InlineData("{S}:quota", "abc")]
    [InlineData("{S}:hired", "abc")]
    [InlineData("{S}:tags", "bac")]
    [InlineData("{S}:levels", "abc")]
    [InlineData("{A}:desk.floor", "abc")]
    [InlineData("{A}:devices", "bac")]
    [InlineData("{A}:devices.weight", "abc")]
    [InlineData("{A}:trips.days", "abc")]
    [InlineData("{S}:locker", "abc")]
    public async Task A_list_is_sorted(string sortBy, string expected)
    {
        var domain = await CreateThreeAsync(Own);

        var up = await FindAsync(Own, $"userName ew \"{domain}\"", $"&sortBy={sortBy}");
        var down = await FindAsync(Own, $"userName ew \"{domain}\"", $"&sortBy={sortBy}&sortOrder=descending");

        Assert.Equal(expected, string.Concat(up.Select(name => name![0]))); // A user has a name.
        Assert.Equal(expected.Reverse(), down.Select(name => name![0])); // As above.
    }

    [Theory]
    [InlineData("{S}:pin")]
    [InlineData("{S}:note")]
    [InlineData("{A}:credential")]
    [InlineData("{A}:credential.value")]
    public async Task What_is_never_answered_gives_no_order(string sortBy)
    {
        string[] values = ["b", "c", "a"];
        var domain = $"@{Guid.NewGuid():n}.example.com";
        foreach (var value in values)
        {
            await CreateAsync(
                Own,
                $$$""" "{S}":{"badge":"B","pin":"{{{value}}}","note":"{{{value}}}"},"{A}":{"credential":{"value":"{{{value}}}"}} """,
                value + domain);
        }

        var up = await FindAsync(Own, $"userName ew \"{domain}\"", $"&sortBy={sortBy}");
        var down = await FindAsync(Own, $"userName ew \"{domain}\"", $"&sortBy={sortBy}&sortOrder=descending");

        Assert.Equal(up, down);
    }

    [Fact]
    public async Task A_complex_attribute_without_value_gives_no_order() =>
        (await Own.GetAsync(WithUrns("/Users?sortBy={A}:trips"), Cancellation)).AssertError(HttpStatusCode.BadRequest, "invalidValue");

    private static async Task<string> CreateThreeAsync(ScimClient scim)
    {
        var domain = $"@{Guid.NewGuid():n}.example.com";
        await CreateAsync(scim, Ann, "a" + domain);
        await CreateAsync(scim, Bob, "b" + domain);
        await CreateAsync(scim, """ "title":"T" """, "c" + domain);
        return domain;
    }
}
