using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Paths;

/// <summary>RFC 7644 §3.10.</summary>
public sealed class AttributePathParserTests
{
    private const string Core = SchemaUris.User;
    private const string Enterprise = SchemaUris.EnterpriseUser;

    [Theory]
    [InlineData("userName", "userName")]
    [InlineData("USERNAME", "userName")]
    [InlineData("name.familyName", "name.familyName")]
    [InlineData("Name.FAMILYNAME", "name.familyName")]
    [InlineData("groups.$ref", "groups.$ref")]
    [InlineData("schemas", "schemas")]
    [InlineData("meta.lastModified", "meta.lastModified")]
    [InlineData(Core + ":userName", "userName")]
    [InlineData("URN:IETF:params:scim:schemas:core:2.0:user:name.familyName", "name.familyName")]
    [InlineData(Core + ".userName", "userName")]
    [InlineData(Core + ":id", "id")]
    [InlineData(Enterprise, Enterprise)]
    [InlineData(Enterprise + ":department", Enterprise + ":department")]
    [InlineData(Enterprise + ".department", Enterprise + ":department")]
    [InlineData("department", Enterprise + ":department")]
    [InlineData("Manager.displayName", Enterprise + ":manager.displayName")]
    [InlineData("rolesString", "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User:rolesString")]
    [InlineData(Enterprise + ":manager.displayName", Enterprise + ":manager.displayName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:user:Manager.Value", Enterprise + ":manager.value")]
    public void Names_resolve_to_their_attribute(string text, string canonical)
    {
        var path = AttributePathParser.Parse(text, UserType.Default);
        Assert.NotNull(path);
        Assert.True(path.IsKnown);
        Assert.Equal(canonical, path.ToString());
    }

    [Theory]
    [InlineData("favouriteColour")]
    [InlineData("name.nobleTitle")]
    [InlineData("userName.length")]
    [InlineData("departments")]
    [InlineData("department.value")]
    [InlineData("manager.id")]
    [InlineData(Core)]
    [InlineData(Core + ":nope")]
    [InlineData(Enterprise + ":nope")]
    [InlineData(Enterprise + ":manager.value.more")]
    [InlineData(Enterprise + "X:department")]
    [InlineData("urn:example:other:1.0:User:colour")]
    public void Well_formed_names_that_the_type_does_not_have_are_unknown(string text) =>
        Assert.Same(AttributePath.Unknown, AttributePathParser.Parse(text, UserType.Default));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1userName")]
    [InlineData("user name")]
    [InlineData("userName ")]
    [InlineData(".userName")]
    [InlineData("name.")]
    [InlineData("name..familyName")]
    [InlineData("$")]
    [InlineData("na$me")]
    [InlineData("emails[0]")]
    [InlineData(":userName")]
    [InlineData("urn:example:")]
    [InlineData("urn:exa mple:a")]
    [InlineData(Core + ":")]
    [InlineData(Enterprise + ":manager.")]
    public void Text_that_is_no_name_is_refused(string text) =>
        Assert.Null(AttributePathParser.Parse(text, UserType.Default));

    [Fact]
    public void Text_over_1024_characters_is_refused()
    {
        Assert.Same(AttributePath.Unknown, AttributePathParser.Parse(new string('a', 1_024), UserType.Default));
        Assert.Null(AttributePathParser.Parse(new string('a', 1_025), UserType.Default));
    }

    [Fact]
    public void A_path_equals_those_of_the_same_steps_alone()
    {
        var path = AttributePathParser.Parse("name.familyName", UserType.Default)!;
        Assert.True(path.Equals(AttributePathParser.Parse("NAME.familyname", UserType.Default)));
        Assert.False(path.Equals(AttributePathParser.Parse("name", UserType.Default)));
        Assert.False(path.Equals(null));
    }

    [Fact]
    public void The_canonical_text_of_every_attribute_names_it()
    {
        foreach (var path in AllPaths(UserType.Default.Attributes, []))
            Assert.Equal(path, AttributePathParser.Parse(path.ToString(), UserType.Default));
    }

    private static IEnumerable<AttributePath> AllPaths(AttributeSet attributes, AttributeDefinition[] above) =>
        attributes.SelectMany(attribute =>
        {
            AttributeDefinition[] steps = [.. above, attribute];
            return AllPaths(attribute.SubAttributes, steps).Prepend(new AttributePath(steps));
        });
}
