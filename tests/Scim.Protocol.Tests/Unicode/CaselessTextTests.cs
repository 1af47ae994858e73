using CsCheck;
using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Tests.Unicode;

public sealed class CaselessTextTests
{
    private static readonly string[] Pieces =
    [
        "a", "A", "e", "i", "s", "k", "x", "1", "@", ".", "\u00E9", "\u00C9", "\u0301", "\u0300", "\u0323", "\u0327", "\u0345", "\u0307",
        "\u030C",
        "\u01F0", "\u017F", "\u1E9B", "\u212A", "\u212B", "\u00E5", "\u03B1", "\u1FB3", "\u1FBC", "\u03C3", "\u03C2", "\u0130", "\u0131",
        "\u00DF",
        "\uFF41", "\uFF21", "\uFF20", "\uFF76", "\uFF9E", "\u30AB", "\u3099", "\u1112", "\u1161", "\u11AB", "\uD55C", "\U00010428",
        "\U00010400",
        "\U0001F600", "\U0001D15E", "\U0001D157", "\U0001D165", "\u0439", "\u0438", "\u0306", "\u200D",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf([.. Pieces.Select(Gen.Const)]).Array[0, 6]
        .Select(pieces => string.Concat(pieces));

    [Theory]
    [InlineData("jos\u00E9@acme.example", "jose\u0301@acme.example")]
    [InlineData("jos\u00E9", "JOSE\u0301")]
    [InlineData("\uFF4A\uFF4F\uFF53\uFF45\uFF20acme.example", "jose@acme.example")]
    [InlineData("\u01F0", "J\u030C")]
    [InlineData("\u1E69", "s\u0307\u0323")]
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("\uFF76\uFF9E", "\u30AC")]
    [InlineData("\u1E9B", "\u1E60")]
    [InlineData("\u212A", "k")]
    [InlineData("\u03C3", "\u03C2")]
    [InlineData("\u1E9E", "\u00DF")]
    [InlineData("\u03F4", "\u03B8")]
    [InlineData("\U00010428", "\U00010400")]
    public void What_reads_the_same_is_equal(string left, string right)
    {
        Assert.True(CaselessText.AreEqual(left, right));
        Assert.Equal(CaselessText.Fold(left), CaselessText.Fold(right));
    }

    [Theory]
    [InlineData("jose", "jos\u00E9")]
    [InlineData("stra\u00DFe", "strasse")]
    [InlineData("i", "\u0131")]
    [InlineData("\uFB01", "fi")]
    [InlineData("a\u0301\u0327", "a\u0327")]
    [InlineData("", " ")]
    public void What_reads_differently_is_not(string left, string right) => Assert.False(CaselessText.AreEqual(left, right));

    [Fact]
    public void Every_character_folds_once_and_for_all()
    {
        var codes = Enumerable.Range(0, 0xD800).Concat(Enumerable.Range(0xE000, 0x12000)).Concat(Enumerable.Range(0x2F800, 0x220));
        foreach (var code in codes)
        {
            var text = char.ConvertFromUtf32(code);
            var fold = CaselessText.Fold(text);
            if (fold != CaselessText.Fold(fold)
                || fold != CaselessText.Fold(CaselessText.Comparable(text))
                || !CaselessText.AreEqual(text, fold))
                Assert.Fail($"U+{code:X4}");
        }
    }

    [Fact]
    public void Folding_again_changes_nothing() =>
        Texts.Sample(text =>
        {
            var fold = CaselessText.Fold(text);
            Assert.Equal(fold, CaselessText.Fold(fold));
            Assert.True(CaselessText.AreEqual(text, fold));
        });

    [Fact]
    public void Every_comparison_is_one_of_folds() =>
        Gen.Select(Texts, Texts).Sample((left, right) =>
        {
            var (one, other) = (CaselessText.Fold(left), CaselessText.Fold(right));
            Assert.Equal(one == other, CaselessText.AreEqual(left, right));
            Assert.Equal(one == other, CaselessText.Comparer.Equals(left, right));
            Assert.True(one != other || CaselessText.Comparer.GetHashCode(left) == CaselessText.Comparer.GetHashCode(right));
            Assert.Equal(one == other, Compares(left, ComparisonOperator.Equal, right));
            Assert.Equal(one != other, Compares(left, ComparisonOperator.NotEqual, right));
            Assert.Equal(one.Contains(other, StringComparison.Ordinal), Compares(left, ComparisonOperator.Contains, right));
            Assert.Equal(one.StartsWith(other, StringComparison.Ordinal), Compares(left, ComparisonOperator.StartsWith, right));
            Assert.Equal(one.EndsWith(other, StringComparison.Ordinal), Compares(left, ComparisonOperator.EndsWith, right));
            Assert.Equal(one == other, ValueComparison.Order(left, right, caseExact: false, StepBudget.Unbounded()) == 0);
            Assert.Equal(Compares(left, ComparisonOperator.LessThan, right), Compares(right, ComparisonOperator.GreaterThan, left));
        });

    [Fact]
    public void Most_text_is_compared_as_it_is()
    {
        foreach (var text in new[] { "ada@acme.example", "José Müller", "Юлия Йорк", "山田 太郎", "Ελένη", "한국" })
            Assert.Same(text, CaselessText.Comparable(text));
    }

    [Fact]
    public void A_long_row_of_marks_takes_no_longer_than_other_text()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 100_000));

        Assert.Equal(200_001, CaselessText.Fold("x" + marks).Length);
    }

    private static bool Compares(string left, ComparisonOperator comparison, string right) =>
        ValueComparison.Compares(
            left, new ComparisonFilter(new AttributePath(UserResource.UserName), comparison, right), StepBudget.Unbounded());
}
