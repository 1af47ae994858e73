using CsCheck;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

public sealed class FilterProperties
{
    private static readonly ComplexValue[] Users =
    [
        SampleUser.Ada,
        SampleUser.From(
            """{"userName":"ada","externalId":"ADA","title":"true","active":false,"meta":{"created":"1910-01-01T00:00:00Z"}}"""),
        SampleUser.From("""{"userName":"ς","emails":[{"type":"Work"},{"value":"ada","primary":false}],"addresses":[{"type":"home"}]}"""),
        SampleUser.From("""{"userName":"Ada","name":{"givenName":"work"},"emails":[{"type":"work"},{"display":"Home","value":"a b"}]}"""),
        ComplexValue.Empty(UserType.Default.Attributes),
    ];

    [Fact]
    public void The_canonical_text_of_a_filter_is_read_as_an_equal_filter() =>
        FilterGenerator.Filters.Where(filter => filter.ToString().Length <= FilterLimits.Characters).Sample(filter =>
        {
            var read = FilterParser.Parse(filter.ToString(), UserType.Default);
            Assert.Equal(filter, read);
            Assert.Equal(filter.GetHashCode(), read.GetHashCode());
            Assert.Equal(filter.ToString(), read.ToString());
        });

    [Fact]
    public void Evaluation_agrees_with_the_naive_one() =>
        Gen.Select(FilterGenerator.Filters, Gen.OneOf(Users)).Sample((filter, user) =>
            Assert.Equal(NaiveEvaluation.Matches(filter, user), filter.Matches(user)));

    [Fact]
    public void A_filter_comes_to_the_same_on_what_is_read_for_it_of_a_document() =>
        Gen.Select(FilterGenerator.Filters, Gen.OneOf(Users)).Sample((filter, user) =>
        {
            var document = ResourceWriter.ToUtf8(user);

            var part = new PartialReader(user.Attributes, filter.Paths()).Read(document);

            Assert.NotNull(part);
            Assert.Equal(filter.Matches(ResourceReader.ReadStored(document, UserType.Default)), filter.Matches(part));
        });

    [Fact]
    public void A_filter_and_its_negation_never_agree() =>
        Gen.Select(FilterGenerator.Filters, Gen.OneOf(Users)).Sample((filter, user) =>
            Assert.NotEqual(filter.Matches(user), new NotFilter(filter).Matches(user)));

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["emailstypqnr[]().\"\\ 01:$uw"], 0, 60]).Sample(IsReadOrRefused);

    [Fact]
    public void Any_change_to_a_filter_is_read_or_refused() =>
        Gen.Select(
            FilterGenerator.Filters,
            Gen.Int[0, 500],
            Gen.Int[0, 6],
            Gen.OneOf(Gen.String[0, 3], Gen.OneOf("\"", "\\", "(", ")", "[", "]", " not ", " or ")))
            .Sample((filter, at, cut, put) =>
            {
                var text = filter.ToString();
                at = Math.Min(at, text.Length);
                IsReadOrRefused(text.Remove(at, Math.Min(cut, text.Length - at)).Insert(at, put));
            });

    private static void IsReadOrRefused(string text)
    {
        try
        {
            var filter = FilterParser.Parse(text, UserType.Default);
            _ = filter.Matches(SampleUser.Ada);
            Assert.NotEmpty(filter.ToString());
        }
        catch (ScimException refusal)
        {
            Assert.Equal("invalidFilter", refusal.Error.Type);
        }
    }
}
