using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class DerivedEmailTests
{
    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("a+b.c'd@x-y.example")]
    [InlineData("josé@exámple.pt")]
    [InlineData("ann@localhost")]
    public void A_name_that_looks_like_an_address_derives_one_primary_work_entry(string userName)
    {
        var entry = (ComplexValue)Assert.Single(DerivedEmail.From(userName)!);

        Assert.Equal(userName, entry[UserResource.EmailValue]);
        Assert.Equal("work", entry[UserResource.EmailType]);
        Assert.Equal(true, entry[UserResource.EmailPrimary]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@x.org")]
    [InlineData("ann@")]
    [InlineData("ann@x@y")]
    [InlineData("an n@x.org")]
    [InlineData("ann@x.org ")]
    [InlineData("ann@x.org\n")]
    [InlineData("ann\u0001@x.org")]
    [InlineData(".ann@x.org")]
    [InlineData("ann.@x.org")]
    [InlineData("ann@x..org")]
    [InlineData("ann@.org")]
    [InlineData("Ann <ann@x.org>")]
    [InlineData("CORP\\ann@x.org")]
    [InlineData("a,b@x.org")]
    public void Any_other_name_derives_nothing(string? userName) => Assert.Null(DerivedEmail.From(userName));

    [Fact]
    public void An_address_has_at_most_254_characters()
    {
        Assert.NotNull(DerivedEmail.From(new string('a', 248) + "@x.org"));
        Assert.Null(DerivedEmail.From(new string('a', 249) + "@x.org"));
    }

    [Fact]
    public void It_stands_while_the_user_has_no_emails_of_its_own()
    {
        var none = User("ann@x.org", null);
        var derived = DerivedEmail.Renew(none);

        Assert.True(DerivedEmail.Stands(none));
        Assert.True(DerivedEmail.Stands(derived));
        Assert.False(DerivedEmail.Stands(derived.With(UserResource.UserName, "bo@x.org")));
        Assert.False(DerivedEmail.Stands(User("ann@x.org", DerivedEmail.From("Ann@x.org"))));
    }

    [Fact]
    public void It_moves_with_the_name()
    {
        var renamed = DerivedEmail.Renew(DerivedEmail.Renew(User("ann@x.org", null)).With(UserResource.UserName, "bo@x.org"));

        Assert.Equal(DerivedEmail.From("bo@x.org"), renamed[UserResource.Emails]);
        Assert.Null(DerivedEmail.Renew(renamed.With(UserResource.UserName, "bo"))[UserResource.Emails]);
    }

    private static ComplexValue User(string userName, MultiValue? emails) =>
        ComplexValue.Of(UserResource.Type.Attributes, (UserResource.UserName, userName), (UserResource.Emails, emails));
}
