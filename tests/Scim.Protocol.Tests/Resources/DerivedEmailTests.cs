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
    public void It_is_untouched_while_its_entry_is_the_same_and_at_most_labels_stand_beside_it()
    {
        var derived = DerivedEmail.From("ann@x.org")!; // An address.
        var label = ComplexValue.Of(UserResource.Emails.SubAttributes, (UserResource.EmailType, "home"), (UserResource.EmailPrimary, true));

        Assert.True(DerivedEmail.IsUntouched(derived, derived));
        Assert.True(DerivedEmail.IsUntouched(new MultiValue(derived[0], label), derived));
        Assert.True(DerivedEmail.IsUntouched(null, null));
        Assert.True(DerivedEmail.IsUntouched(new MultiValue(label), null));
        Assert.True(DerivedEmail.IsUntouched(DerivedEmail.From("ann@x.org"), derived));
        Assert.False(DerivedEmail.IsUntouched(DerivedEmail.From("Ann@x.org"), derived));
        Assert.False(DerivedEmail.IsUntouched(MultiValue.Empty, derived));
        Assert.False(DerivedEmail.IsUntouched(MultiValue.Empty, null));
        Assert.False(DerivedEmail.IsUntouched(null, derived));
        Assert.False(DerivedEmail.IsUntouched(new MultiValue(label), derived));
    }

    [Fact]
    public void Another_follows_and_leaves_labels_where_they_are()
    {
        var derived = DerivedEmail.From("bo@x.org")!; // An address.
        var label = ComplexValue.Of(UserResource.Emails.SubAttributes, (UserResource.EmailType, "home"));

        Assert.Same(derived, DerivedEmail.Follow(DerivedEmail.From("ann@x.org"), derived));
        Assert.Equal(new MultiValue(derived[0], label), DerivedEmail.Follow(new MultiValue(label), derived));
        Assert.Equal(new MultiValue(label), DerivedEmail.Follow(new MultiValue(label), null));
        Assert.Null(DerivedEmail.Follow(derived, null));
        Assert.Same(derived, DerivedEmail.Follow(null, derived));
    }
}
