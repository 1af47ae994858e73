using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Computing;

/// <summary>Changes whose work comes near the budget of a change, or over it.</summary>
public sealed class LongWorkTests
{
    [Fact]
    public void A_patch_that_compares_much_ends_with_413_naming_the_operation()
    {
        var patch = Patch(string.Join(',', Enumerable.Repeat(
            """{"op":"remove","path":"roles[not (value co \"aab\" or value co \"aac\")].display"}""", 900)));

        var error = Assert.Throws<ScimException>(() => patch.Apply(LongList(198), StepBudget.ForChange())).Error;

        Assert.Equal(413, error.Status);
        Assert.StartsWith("Operation ", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"roles[value ne \"x\"].display","value":"y"}""")]
    [InlineData("""{"op":"replace","path":"roles[value pr]","value":{"display":"y"}}""")]
    [InlineData("""{"op":"add","path":"roles","value":[{"value":"0000000001","display":"y"},{"value":"0000000002","display":"y"}]}""")]
    public void Looking_at_every_entry_of_a_long_list_900_times_is_within_the_budget(string operation) =>
        Assert.NotNull(Patch(string.Join(',', Enumerable.Repeat(operation, 900))).Apply(LongList(198), StepBudget.ForChange()));

    private static PatchRequest Patch(string operations) => PatchRequest.Parse(
        JsonElement.Parse($$"""{"Operations":[{{operations}}]}"""), Strictness.Lenient, StepBudget.Unbounded());

    private static ComplexValue LongList(int entries)
    {
        var text = new string('a', 2_440);
        var roles = Enumerable.Range(0, entries).Select(n => $$"""{"value":"{{text}}{{n:D10}}","type":"x"}""");
        return UserRules.Read(
            JsonElement.Parse($$"""{"userName":"ann","name":{"givenName":"A","familyName":"B"},"roles":[{{string.Join(',', roles)}}]}"""),
            Strictness.Lenient,
            StepBudget.Unbounded());
    }
}
