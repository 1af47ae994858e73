using System.Globalization;
using System.Text;
using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class SchemaRulesTests
{
    private const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";

    [Theory]
    [InlineData("Lisbon", false, true)]
    [InlineData("lisbon", false, true)]
    [InlineData("lisbon", true, false)]
    [InlineData("Madrid", false, false)]
    public void A_value_is_one_of_the_canonical_ones(string value, bool caseExact, bool isTaken)
    {
        var rules = RulesOf(caseExact, ["Porto", "Lisbon"]);

        if (isTaken)
            Assert.NotNull(Read(value, rules));
        else
            AssertRefused("Porto, Lisbon", () => Read(value, rules));
    }

    [Fact]
    public void A_refusal_names_only_the_first_of_many_values()
    {
        var many = Enumerable.Range(1, 1_000).Select(number => number.ToString(CultureInfo.InvariantCulture)).ToArray();

        AssertRefused("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, …", () => Read("x", RulesOf(false, many)));
    }

    [Fact]
    public void A_refusal_names_only_the_first_of_long_values()
    {
        var (first, second) = (new string('a', 150), new string('b', 150));

        AssertRefused($"{first}, …", () => Read("x", RulesOf(false, [first, second])));
    }

    private static void AssertRefused(string values, Action read) =>
        Assert.Equal(ScimError.InvalidValue($"{Urn}:site takes one of: {values}."), Assert.Throws<ScimException>(read).Error);

    private static ComplexValue Read(string site, ReadingRules rules)
    {
        var body = $$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{"site":"{{{site}}}"}}""";
        return UserRules.Read(JsonElement.Parse(body), rules, StepBudget.Unbounded());
    }

    private static ReadingRules RulesOf(bool caseExact, string[] values)
    {
        var document = JsonSerializer.Serialize(new
        {
            schemas = new[] { "urn:ietf:params:scim:schemas:core:2.0:Schema" },
            id = Urn,
            name = "Acme",
            attributes = new[] { new { name = "site", type = "string", caseExact, canonicalValues = values } },
        });
        var schema = SchemaReader.Read(Encoding.UTF8.GetBytes(document), out var faults);
        Assert.Empty(faults);
        return new ReadingRules(new UserType([schema!]), Strictness.Lenient); // Without faults it was read.
    }
}
