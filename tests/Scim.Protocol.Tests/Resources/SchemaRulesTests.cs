using System.Globalization;
using System.Text;
using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class SchemaRulesTests
{
    private const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";

    private const string Kinds = """
        [{"name":"must","required":true},{"name":"score","mutability":"readOnly"},
         {"name":"pin","mutability":"writeOnly","returned":"never"},
         {"name":"part","type":"complex","subAttributes":[{"name":"moved","mutability":"readOnly"},{"name":"b"}]}]
        """;

    [Theory]
    [InlineData("Lisbon", false, true)]
    [InlineData("lisbon", false, true)]
    [InlineData("lisbon", true, false)]
    [InlineData("Madrid", false, false)]
    public void A_value_is_one_of_the_canonical_ones(string value, bool caseExact, bool isTaken)
    {
        var rules = RulesOf(caseExact, ["Porto", "Lisbon"]);

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
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, …", () => ReadSite("x", RulesOf(false, many)));
    }

    [Fact]
    public void A_refusal_names_only_the_first_of_long_values()
    {
        var (first, second) = (new string('a', 150), new string('b', 150));

        AssertRefused($"{first}, …", () => ReadSite("x", RulesOf(false, [first, second])));
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
    public void A_replacement_that_does_not_name_an_extension_keeps_what_it_requires_beside_what_stays()
    {
        var after = ExtensionOf(Replaced("""{"must":"m","score":"5","part":{"b":"b"}}""", ""));

        Assert.Equal("""{"must":"m","score":"5"}""", after.GetRawText());
    }

    [Fact]
    public void A_replacement_clears_an_extension_of_which_nothing_has_to_stay() =>
        Assert.False(Document(Replaced("""{"must":"m","part":{"b":"b"}}""", "")).TryGetProperty(Urn, out _));

    [Theory]
    [InlineData("""{"path":"{U}"}""")]
    [InlineData("""{"path":"{U}:part"}""")]
    public void A_patch_does_not_remove_what_is_read_only_with_what_holds_it(string remove)
    {
        var rules = RulesOf(Kinds);
        var before = Stored("""{"must":"m","score":"5","part":{"moved":"x","b":"b"}}""", rules.Type);
        var operation = $$"""{"op":"remove",{{remove.Replace("{U}", Urn, StringComparison.Ordinal)[1..]}}""";
        var body = JsonElement.Parse($$"""{"Operations":[{{operation}}]}""");

        var after = PatchRequest.Parse(body, rules, StepBudget.Unbounded()).Apply(before, StepBudget.Unbounded());
        var refused = Assert.Throws<ScimException>(() => UserRules.Normalise(after, rules, StepBudget.Unbounded(), before));

        Assert.Equal("mutability", refused.Error.Type);
    }

    [Fact]
    public void Entries_of_an_own_list_are_kept_though_they_have_a_type_only()
    {
        var rules = RulesOf("""
            [{"name":"papers","type":"complex","multiValued":true,"subAttributes":[{"name":"type"},{"name":"number"}]}]
            """);

        var user = Read("""{"papers":[{"type":"CPR"},{}]}""", rules);

        Assert.Equal("""{"papers":[{"type":"CPR"}]}""", ExtensionOf(user).GetRawText());
    }

    private static ComplexValue Replaced(string stored, string extension)
    {
        var rules = RulesOf(Kinds);
        var body = $$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"}{{extension}}}""";
        var replacement = UserRules.ReadReplacement(
            JsonElement.Parse(body.Replace("{U}", Urn, StringComparison.Ordinal)), rules, StepBudget.Unbounded());
        return UserRules.Replace(Stored(stored, rules.Type), replacement);
    }

    private static ComplexValue Stored(string extension, UserType type) => ResourceReader.ReadStored(
        Encoding.UTF8.GetBytes($$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{{{extension}}}}"""), type);

    private static JsonElement Document(ComplexValue user) => JsonElement.Parse(ResourceWriter.ToUtf8(user));

    private static JsonElement ExtensionOf(ComplexValue user) => Document(user).GetProperty(Urn);

    private static void AssertRefused(string values, Action read) =>
        Assert.Equal(ScimError.InvalidValue($"{Urn}:site takes one of: {values}."), Assert.Throws<ScimException>(read).Error);

    private static ComplexValue Read(string extension, ReadingRules rules)
    {
        var body = $$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{{{extension}}}}""";
        return UserRules.Read(JsonElement.Parse(body), rules, StepBudget.Unbounded());
    }

    private static ComplexValue ReadSite(string site, ReadingRules rules) => Read($$"""{"site":"{{site}}"}""", rules);

    private static ReadingRules RulesOf(bool caseExact, string[] values) => RulesOf(JsonSerializer.Serialize(
        new[] { new { name = "site", type = "string", caseExact, canonicalValues = values } }));

    private static ReadingRules RulesOf(string attributes)
    {
        var document = $$"""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"{{Urn}}","name":"Acme","attributes":{{attributes}}}
            """;
        var schema = SchemaReader.Read(Encoding.UTF8.GetBytes(document), out var faults);
        Assert.Empty(faults);
        return new ReadingRules(new UserType([schema!]), Strictness.Lenient); // Without faults it was read.
    }
}
