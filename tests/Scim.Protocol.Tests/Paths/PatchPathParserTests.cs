using CsCheck;
using Scim.Protocol.Errors;
using Scim.Protocol.Patching;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Paths;

/// <summary>RFC 7644 §3.5.2, figure 7.</summary>
public sealed class PatchPathParserTests
{
    private const string Enterprise = SchemaUris.EnterpriseUser;

    [Theory]
    [InlineData("active", "active", null, null)]
    [InlineData(" active ", "active", null, null)]
    [InlineData("name.familyName", "name.familyName", null, null)]
    [InlineData("emails", "emails", null, null)]
    [InlineData("emails.value", "emails", null, "value")]
    [InlineData("addresses[type eq \"work\"]", "addresses", "type eq \"work\"", null)]
    [InlineData("emails[type eq \"work\"].value", "emails", "type eq \"work\"", "value")]
    [InlineData("EMAILS[TYPE EQ work].VALUE", "emails", "type eq \"work\"", "value")]
    [InlineData("emails[ type eq \"a]b\" ].value", "emails", "type eq \"a]b\"", "value")]
    [InlineData("emails[primary eq \"True\"].value", "emails", "primary eq true", "value")]
    [InlineData("emails[not (type eq \"work\") and value co \"@\"]", "emails", "not (type eq \"work\") and value co \"@\"", null)]
    [InlineData("emails[colour eq \"red\"]", "emails", "undefined eq \"red\"", null)]
    [InlineData(SchemaUris.User + ":emails[type eq \"work\"].value", "emails", "type eq \"work\"", "value")]
    [InlineData(Enterprise, Enterprise, null, null)]
    [InlineData(Enterprise + ":department", Enterprise + ":department", null, null)]
    [InlineData(Enterprise + ".department", Enterprise + ":department", null, null)]
    [InlineData(Enterprise + ":manager", Enterprise + ":manager", null, null)]
    [InlineData(Enterprise + ":manager.value", Enterprise + ":manager.value", null, null)]
    public void Paths_name_attribute_selector_and_sub_attribute(string text, string attribute, string? selector, string? subAttribute)
    {
        var path = PatchPathParser.Parse(text, UserType.Default);
        Assert.Equal(attribute, path.Attribute.ToString());
        Assert.Equal(selector, path.Selector?.ToString());
        Assert.Equal(subAttribute, path.SubAttribute?.Name);
    }

    [Theory]
    [InlineData("urn:example:other:1.0:User:colour")]
    [InlineData("urn:example:other:1.0:User:colours[type eq \"a\"]")]
    [InlineData("urn:example:other:1.0:User:colours[type eq \"a\"].value")]
    public void A_path_below_an_unknown_schema_is_told_apart(string text) =>
        Assert.Same(PatchPath.UnknownSchema, PatchPathParser.Parse(text, UserType.Default));

    [Theory]
    [InlineData("", "invalidPath")]
    [InlineData("name..familyName", "invalidPath")]
    [InlineData("user name", "invalidPath")]
    [InlineData("[type eq \"work\"]", "invalidPath")]
    [InlineData("colour", "invalidPath")]
    [InlineData("name.colour", "invalidPath")]
    [InlineData(SchemaUris.User, "invalidPath")]
    [InlineData(Enterprise + ":colour", "invalidPath")]
    [InlineData("name[givenName eq \"x\"]", "invalidPath")]
    [InlineData("schemas[value eq \"x\"]", "invalidPath")]
    [InlineData("emails.value[value eq \"x\"]", "invalidPath")]
    [InlineData("emails[type eq \"work\"].colour", "invalidPath")]
    [InlineData("emails[type eq \"work\"].value.more", "invalidPath")]
    [InlineData("emails[type eq \"work\"].", "invalidPath")]
    [InlineData("emails[type eq \"work\"]value", "invalidPath")]
    [InlineData("emails[type eq \"work\"][value eq \"x\"]", "invalidPath")]
    [InlineData("urn:example:other:1.0:User:colours[type eq \"a\"] x", "invalidPath")]
    [InlineData("emails[]", "invalidFilter")]
    [InlineData("emails[0]", "invalidFilter")]
    [InlineData("emails[type eq \"work\"", "invalidFilter")]
    [InlineData("emails[type eq \"work]", "invalidFilter")]
    [InlineData("emails[type xx \"work\"]", "invalidFilter")]
    [InlineData("emails[primary gt true]", "invalidFilter")]
    [InlineData("emails[a[b eq 1]]", "invalidFilter")]
    [InlineData("urn:example:other:1.0:User:colours[type eq]", "invalidFilter")]
    public void Faulty_paths_are_refused_by_the_part_that_is_at_fault(string text, string scimType)
    {
        var refusal = Assert.Throws<ScimException>(() => PatchPathParser.Parse(text, UserType.Default));
        Assert.Equal(scimType, refusal.Error.Type);
    }

    [Fact]
    public void A_path_over_4096_characters_is_refused()
    {
        var text = $"emails[type eq \"{new string('x', 4_096)}\"]";
        var refusal = Assert.Throws<ScimException>(() => PatchPathParser.Parse(text, UserType.Default));
        Assert.Equal("invalidPath", refusal.Error.Type);
    }

    [Theory]
    [InlineData("emails[type eq \"work\"].value", "type=work")]
    [InlineData("emails[type eq \"work\" and primary eq true].value", "type=work primary=True")]
    [InlineData("emails[type eq \"work\" and type eq \"work\"]", "type=work type=work")]
    [InlineData("emails", "")]
    [InlineData("emails[type eq \"work\" and type eq \"home\"]", "")]
    [InlineData("emails[type eq \"work\" or primary eq true]", "")]
    [InlineData("emails[type ne \"work\"]", "")]
    [InlineData("emails[type eq null]", "")]
    [InlineData("emails[type eq \"\"]", "")]
    [InlineData("emails[type eq \"work\" and value pr]", "")]
    [InlineData("emails[not (type eq \"work\")]", "")]
    [InlineData("emails[colour eq \"red\"]", "")]
    public void A_selector_of_equalities_determines_an_entry(string text, string determined)
    {
        var path = PatchPathParser.Parse(text, UserType.Default);
        Assert.Equal(determined, string.Join(' ', path.DeterminedValues.Select(pair => $"{pair.Attribute}={pair.Value}")));
        Assert.Equal(determined.Length > 0, path.DeterminesEntry);
    }

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["emails[type q\"work.vlu] :$0"], 0, 40]).Sample(text =>
        {
            try
            {
                Assert.NotNull(PatchPathParser.Parse(text, UserType.Default));
            }
            catch (ScimException refusal)
            {
                Assert.Contains(refusal.Error.Type, new[] { "invalidPath", "invalidFilter" });
            }
        });
}
