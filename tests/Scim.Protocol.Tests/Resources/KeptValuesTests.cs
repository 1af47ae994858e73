using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using static Scim.Protocol.Tests.Resources.OwnSchema;

namespace Scim.Protocol.Tests.Resources;

/// <summary>What a change may not take away (RFC 7643 §7, RFC 7644 §3.5.1).</summary>
public sealed class KeptValuesTests
{
    private const string Immutables = """
        [{"name":"badge","mutability":"immutable"},{"name":"other"},
         {"name":"part","type":"complex","subAttributes":[{"name":"seal","mutability":"immutable","caseExact":true}]}]
        """;

    [Theory]
    [InlineData("""{"badge":"A1"}""", null)]
    [InlineData("""{"badge":"a1"}""", null)]
    [InlineData("""{"badge":"A1","other":"x"}""", null)]
    [InlineData("""{"other":"x"}""", null)]
    [InlineData("""{"badge":"B2"}""", "{U}:badge is immutable: its value is set once. Leave it as it is.")]
    [InlineData("""{"part":{"seal":"t"}}""", "{U}:part.seal is immutable: its value is set once. Leave it as it is.")]
    public void A_replacement_leaves_what_is_immutable(string extension, string? told)
    {
        var rules = RulesOf(Immutables);
        var before = Stored("""{"badge":"A1","part":{"seal":"s"}}""", rules.Type);
        var body = $$$"""{"userName":"ann","name":{"givenName":"A","familyName":"L"},"{{{Urn}}}":{{{extension}}}}""";
        var replacement = UserRules.ReadReplacement(JsonElement.Parse(body), rules, StepBudget.Unbounded());

        if (told is not null)
        {
            AssertMutability(told, () => UserRules.Replace(before, replacement));
            return;
        }
        var after = ExtensionOf(UserRules.Replace(before, replacement));
        Assert.Equal("A1", after.GetProperty("badge").GetString());
        Assert.Equal("s", after.GetProperty("part").GetProperty("seal").GetString());
    }

    [Theory]
    [InlineData("""{"badge":"A1","part":{"seal":"s"},"other":"x"}""", null)]
    [InlineData("""{"badge":"a1","part":{"seal":"s"}}""", null)]
    [InlineData("""{"badge":"A1","part":{"seal":"S"}}""", "{U}:part.seal is immutable: its value is set once. Leave it as it is.")]
    [InlineData("""{"badge":"A1"}""", "{U}:part.seal is immutable: its value is set once. Leave it as it is.")]
    [InlineData("""{"part":{"seal":"s"}}""", "{U}:badge is immutable: its value is set once. Leave it as it is.")]
    public void No_other_change_takes_it_away(string extension, string? told)
    {
        var rules = RulesOf(Immutables);
        var before = Stored("""{"badge":"A1","part":{"seal":"s"}}""", rules.Type);
        var after = Stored(extension, rules.Type);

        if (told is null)
            Assert.NotNull(UserRules.Normalise(after, rules, StepBudget.Unbounded(), before));
        else
            AssertMutability(told, () => UserRules.Normalise(after, rules, StepBudget.Unbounded(), before));
    }

    [Fact]
    public void What_is_read_only_is_not_lost_and_its_name_is_told()
    {
        var rules = RulesOf(Kinds);
        var before = Stored("""{"must":"m","part":{"moved":"x","b":"b"}}""", rules.Type);

        AssertMutability(
            "{U}:part.moved is read-only. Leave it as it is.",
            () => UserRules.Normalise(Stored("""{"must":"m"}""", rules.Type), rules, StepBudget.Unbounded(), before));
    }

    [Fact]
    public void What_a_schema_asks_for_since_does_not_bind_what_stays_as_it_is()
    {
        var rules = RulesOf(Kinds);
        var before = Stored("""{"pin":"1"}""", rules.Type);
        var extension = rules.Type.Extension(Urn)!; // The type has it.

        var after = before.With(UserResource.DisplayName, "Ann");

        Assert.NotNull(UserRules.Normalise(after, rules, StepBudget.Unbounded(), before));
        var changed = after.With(extension, ((ComplexValue)after[extension]!).With(extension.SubAttributes.Require("pin"), "2"));
        Assert.Equal(
            $"{Urn}:must is required.",
            Assert.Throws<ScimException>(() => UserRules.Normalise(changed, rules, StepBudget.Unbounded(), before)).Error.Detail);
    }

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

    private static void AssertMutability(string told, Action change) => Assert.Equal(
        ScimError.Mutability(told.Replace("{U}", Urn, StringComparison.Ordinal)), Assert.Throws<ScimException>(change).Error);
}
