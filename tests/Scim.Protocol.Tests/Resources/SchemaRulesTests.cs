using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using static Scim.Protocol.Tests.Resources.OwnSchema;

namespace Scim.Protocol.Tests.Resources;

public sealed class SchemaRulesTests
{
    private const string Types = """
        [{"name":"level","type":"integer"},{"name":"weight","type":"decimal"},{"name":"since","type":"dateTime"},
         {"name":"codes","multiValued":true}]
        """;

    [Theory]
    [InlineData("Lisbon", false, true)]
    [InlineData("lisbon", false, true)]
    [InlineData("lisbon", true, false)]
    [InlineData("Madrid", false, false)]
    public void A_value_is_one_of_the_canonical_ones(string value, bool caseExact, bool isTaken)
    {
        var rules = RulesOfSite(caseExact, ["Porto", "Lisbon"]);

        if (isTaken)
            Assert.NotNull(ReadSite(value, rules));
        else
            AssertRefused("Porto, Lisbon", () => ReadSite(value, rules));
    }

    [Fact]
    public void A_refusal_names_only_the_first_of_many_values()
    {
        var many = Enumerable.Range(1, 1_000).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();

        AssertRefused(
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, …", () => ReadSite("x", RulesOfSite(false, many)));
    }

    [Fact]
    public void A_refusal_names_only_the_first_of_long_values()
    {
        var (first, second) = (new string('a', 150), new string('b', 150));

        AssertRefused($"{first}, …", () => ReadSite("x", RulesOfSite(false, [first, second])));
    }

    [Fact]
    public void The_same_of_many_values_is_said_once()
    {
        var rules = RulesOf("""[{"name":"zones","multiValued":true,"canonicalValues":["east"]}]""");

        var refused = Assert.Throws<ScimException>(() => Read("""{"zones":["a","b","c"]}""", rules));

        Assert.Equal(ScimError.InvalidValue($"{Urn}:zones takes one of: east."), refused.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" ,"{U}":{"must":"n"} """)]
    [InlineData(""" ,"{U}":{"must":"n","part":{"b":"c"}} """)]
    public void A_replacement_keeps_what_a_client_cannot_set_or_read(string extension)
    {
        var after = ExtensionOf(Replaced("""{"must":"m","score":"5","pin":"1","part":{"moved":"x","b":"b"}}""", extension));

        Assert.Equal("5", after.GetProperty("score").GetString());
        Assert.Equal("1", after.GetProperty("pin").GetString());
        Assert.Equal("x", after.GetProperty("part").GetProperty("moved").GetString());
    }

    [Fact]
    public void A_replacement_sets_what_a_client_cannot_read()
    {
        var after = ExtensionOf(Replaced("""{"must":"m","pin":"1"}""", """ ,"{U}":{"must":"n","pin":"2"} """));

        Assert.Equal("2", after.GetProperty("pin").GetString());
    }

    [Fact]
    public void A_replacement_that_does_not_fit_is_refused_when_it_is_read() => Assert.Equal(
        ScimError.InvalidValue("active must be true or false."),
        Assert.Throws<ScimException>(() => Replaced("""{"must":"m"}""", ""","active":"x" """)).Error);

    [Fact]
    public void A_replacement_that_does_not_name_an_extension_keeps_what_it_requires_beside_what_stays()
    {
        var after = ExtensionOf(Replaced("""{"must":"m","score":"5","part":{"b":"b"}}""", ""));

        Assert.Equal("""{"must":"m","score":"5"}""", after.GetRawText());
    }

    [Fact]
    public void A_replacement_clears_an_extension_of_which_nothing_has_to_stay() =>
        Assert.False(Document(Replaced("""{"must":"m","part":{"b":"b"}}""", "")).TryGetProperty(Urn, out _));

    [Theory]
    [InlineData("""{"must":"m"}""", null)]
    [InlineData("""{"must":"m","part":{"b":"b"}}""", null)]
    [InlineData("{}", null)]
    [InlineData("""{"pin":"1"}""", "{U}:must is required.")]
    public void What_is_required_is_so_where_its_extension_is(string extension, string? told) => AssertTold(told, extension, Kinds);

    [Theory]
    [InlineData("""{"part":{"deep":"d"}}""", null)]
    [InlineData("""{"part":{"b":"b"}}""", "{U}:part.deep is required.")]
    [InlineData("""{"parts":[{"deep":"d"},{"b":"b"}]}""", "{U}:parts.deep is required.")]
    public void It_is_so_within_complex_values_and_lists_of_these(string extension, string? told) => AssertTold(told, extension, """
        [{"name":"part","type":"complex","subAttributes":[{"name":"deep","required":true},{"name":"b"}]},
         {"name":"parts","type":"complex","multiValued":true,"subAttributes":[{"name":"deep","required":true},{"name":"b"}]}]
        """);

    [Theory]
    [InlineData("""{"level":"1.5"}""", "{U}:level must be a whole number.")]
    [InlineData("""{"level":1.5}""", "{U}:level must be a whole number.")]
    [InlineData("""{"level":true}""", "{U}:level must be a whole number.")]
    [InlineData("""{"weight":"heavy"}""", "{U}:weight must be a number.")]
    [InlineData("""{"weight":false}""", "{U}:weight must be a number.")]
    [InlineData("""{"since":"yesterday"}""", "{U}:since must be a date and time such as 2026-01-31T12:00:00Z.")]
    [InlineData("""{"since":7}""", "{U}:since must be a date and time such as 2026-01-31T12:00:00Z.")]
    [InlineData("""{"codes":"[\"a\""}""", "{U}:codes holds JSON as text that is no value of it. Send the value itself.")]
    public void A_value_is_of_its_type(string extension, string told) => AssertTold(told, extension, Types);

    [Theory]
    [InlineData("""{"level":"-7"}""", """{"level":-7}""")]
    [InlineData("""{"weight":"1.50"}""", """{"weight":1.50}""")]
    [InlineData("""{"weight":"1e2"}""", """{"weight":100}""")]
    [InlineData("""{"since":"2026-01-31T13:00:00+01:00"}""", """{"since":"2026-01-31T12:00:00.000Z"}""")]
    [InlineData("""{"codes":"a"}""", """{"codes":["a"]}""")]
    public void A_value_in_quotes_is_taken_for_what_it_is(string extension, string expected) =>
        Assert.Equal(expected, ExtensionOf(Read(extension, RulesOf(Types))).GetRawText());

    [Fact]
    public void A_replacement_has_what_the_extensions_that_it_names_require()
    {
        var refused = Assert.Throws<ScimException>(() => Replaced("""{"must":"m"}""", """ ,"{U}":{"pin":"n"} """));

        Assert.Equal(ScimError.InvalidValue($"{Urn}:must is required."), refused.Error);
    }

    [Fact]
    public void What_an_account_had_is_read_with_what_clients_cannot_set_and_without_what_is_asked_today()
    {
        var rules = RulesOf(Kinds);
        var body = $$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{"score":"5"}}""";

        var user = UserRules.ReadStored(JsonElement.Parse(body), rules, StepBudget.Unbounded());

        Assert.Equal("""{"score":"5"}""", ExtensionOf(user).GetRawText());
        Assert.Throws<ScimException>(
            () => UserRules.ReadStored(JsonElement.Parse("""{"userName":" "}"""), rules, StepBudget.Unbounded()));
    }

    [Theory]
    [InlineData("""{"level":7,"since":"2026-01-31T12:00:00.000Z","codes":["a","b"]}""")]
    [InlineData("7", "{U}")]
    [InlineData("""{"level":"7"}""", "{U}:level")]
    [InlineData("""{"level":7,"size":1,"codes":["a",7]}""", "{U}:size", "{U}:codes")]
    [InlineData("""{"codes":[7,"a"]}""", "{U}:codes")]
    public void What_a_type_would_lose_of_a_stored_value_is_named(string value, params string[] names) => Assert.Equal(
        names.Select(name => name.Replace("{U}", Urn, StringComparison.Ordinal)),
        UserRules.Misfits(RulesOf(Types).Type.Extension(Urn)!, JsonElement.Parse(value))); // The type has it.

    [Fact]
    public void Entries_of_an_own_list_are_kept_though_they_have_a_type_only()
    {
        var rules = RulesOf("""
            [{"name":"papers","type":"complex","multiValued":true,"subAttributes":[{"name":"type"},{"name":"number"}]}]
            """);

        var user = Read("""{"papers":[{"type":"CPR"},{}]}""", rules);

        Assert.Equal("""{"papers":[{"type":"CPR"}]}""", ExtensionOf(user).GetRawText());
    }

    private static void AssertTold(string? told, string extension, string attributes)
    {
        if (told is null)
            Assert.NotNull(Read(extension, RulesOf(attributes)));
        else
            Assert.Equal(
                ScimError.InvalidValue(told.Replace("{U}", Urn, StringComparison.Ordinal)),
                Assert.Throws<ScimException>(() => Read(extension, RulesOf(attributes))).Error);
    }

    private static ComplexValue Replaced(string stored, string extension)
    {
        var rules = RulesOf(Kinds);
        var body = $$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"}{{extension}}}""";
        var replacement = UserRules.ReadReplacement(
            JsonElement.Parse(body.Replace("{U}", Urn, StringComparison.Ordinal)), rules, StepBudget.Unbounded());
        return UserRules.Replace(Stored(stored, rules.Type), replacement);
    }

    private static void AssertRefused(string values, Action read) =>
        Assert.Equal(ScimError.InvalidValue($"{Urn}:site takes one of: {values}."), Assert.Throws<ScimException>(read).Error);

    private static ComplexValue ReadSite(string site, ReadingRules rules) => Read($$"""{"site":"{{site}}"}""", rules);

    private static ReadingRules RulesOfSite(bool caseExact, string[] values) => RulesOf(JsonSerializer.Serialize(
        new[] { new { name = "site", type = "string", caseExact, canonicalValues = values } }));
}
