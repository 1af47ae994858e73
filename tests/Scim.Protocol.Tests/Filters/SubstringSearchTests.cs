using CsCheck;
using Scim.Protocol.Computing;
using Scim.Protocol.Filters;

namespace Scim.Protocol.Tests.Filters;

public sealed class SubstringSearchTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["abA"], 0, 40], Gen.String[Gen.Char, 0, 300], Gen.String[Gen.Char["aéÉß"], 0, 300]);

    [Fact]
    public void It_finds_what_the_runtime_finds() =>
        Gen.Select(Texts, Texts, Gen.Bool).Sample((text, sought, caseExact) =>
            Assert.Equal(
                text.Contains(sought, caseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
                    || (!caseExact && text.ToUpperInvariant().Contains(sought.ToUpperInvariant(), StringComparison.Ordinal)),
                new SubstringSearch(sought, caseExact).IsIn(text, StepBudget.Unbounded())));

    [Fact]
    public void It_finds_every_part_of_a_text() =>
        Gen.Select(Texts, Gen.Int[0, 300], Gen.Int[0, 300]).Sample((text, one, other) =>
        {
            var (start, end) = (Math.Min(Math.Min(one, other), text.Length), Math.Min(Math.Max(one, other), text.Length));
            Assert.True(new SubstringSearch(text[start..end], caseExact: true).IsIn(text, StepBudget.Unbounded()));
            Assert.True(new SubstringSearch(text[start..end], caseExact: false).IsIn(text.ToUpperInvariant(), StepBudget.Unbounded()));
        });

    [Theory]
    [InlineData("aabaabaaab", "aabaaab", true)]
    [InlineData("abababac", "ababac", true)]
    [InlineData("aaaaaaab", "aab", true)]
    [InlineData("aaaaaaaa", "aab", false)]
    [InlineData("aababX", "aabX", false)]
    [InlineData("aaabX", "aabX", true)]
    [InlineData("ab", "abc", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void It_goes_on_behind_what_was_found(string text, string sought, bool isIn) =>
        Assert.Equal(isIn, new SubstringSearch(sought, caseExact: true).IsIn(text, StepBudget.Unbounded()));

    [Theory]
    [InlineData('a', true, 6_000)]
    [InlineData('é', true, 6_000)]
    [InlineData('a', false, 6_000)]
    [InlineData('é', false, 12_000)]
    public void A_character_costs_what_was_measured(char character, bool caseExact, long spent)
    {
        var steps = StepBudget.Unbounded();
        new SubstringSearch("x", caseExact).IsIn(new string(character, 1_000), steps);
        Assert.Equal(spent, steps.Spent);
    }
}
