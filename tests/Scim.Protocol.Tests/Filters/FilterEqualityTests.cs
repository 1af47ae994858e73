using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

/// <summary>Two filters are the same if they say the same in the same order.</summary>
public sealed class FilterEqualityTests
{
    private static readonly string[] Texts =
    [
        "title pr", "id pr", "not (title pr)", "title eq \"a\"", "title eq \"b\"", "title ne \"a\"", "nickName eq \"a\"", "title eq null",
        "title pr and id pr", "id pr and title pr", "title pr and id pr and active pr",
        "title pr or id pr", "id pr or title pr", "title pr or id pr or active pr",
        "emails[type pr]", "emails[value pr]", "ims[type pr]",
    ];

    [Fact]
    public void Each_equals_itself_alone()
    {
        for (var one = 0; one < Texts.Length; one++)
        {
            var filter = Parse(Texts[one]);
            Assert.False(filter.Equals(null));
            for (var other = 0; other < Texts.Length; other++)
                Assert.Equal(one == other, filter.Equals(Parse(Texts[other])));
        }
    }

    [Fact]
    public void Equal_filters_have_equal_hash_codes() =>
        Assert.All(Texts, text => Assert.Equal(Parse(text).GetHashCode(), Parse(text).GetHashCode()));

    private static Filter Parse(string text) => FilterParser.Parse(text, UserType.Default);
}
