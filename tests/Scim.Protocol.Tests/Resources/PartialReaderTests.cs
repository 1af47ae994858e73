using System.Text;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Protocol.Tests.Filters;

namespace Scim.Protocol.Tests.Resources;

/// <summary>What is read in part is what is read whole.</summary>
public sealed class PartialReaderTests
{
    [Theory]
    [InlineData("userName")]
    [InlineData("active")]
    [InlineData("title")]
    [InlineData("name.familyName")]
    [InlineData("emails.value")]
    [InlineData("emails.primary")]
    [InlineData("meta.created")]
    [InlineData("x509Certificates.value")]
    [InlineData("profileUrl")]
    [InlineData(SchemaUris.EnterpriseUser + ":manager.value")]
    public void A_filter_comes_to_the_same(string path)
    {
        var read = Read(SampleUser.Json, UserType.Default, path)!; // It is as it is written.
        foreach (var filter in new[] { $"{path} pr", $"{path} ne null", $"not ({path} pr)" })
        {
            var parsed = FilterParser.Parse(filter, UserType.Default);
            Assert.Equal(parsed.Matches(SampleUser.Ada), parsed.Matches(read));
        }
    }

    [Fact]
    public void Only_what_is_asked_for_is_there()
    {
        var read = Read(SampleUser.Json, UserType.Default, "active", "name.givenName", "meta")!; // It is as it is written.

        Assert.Equal(SampleUser.Ada[UserResource.Active], read[UserResource.Active]);
        Assert.Equal(SampleUser.Ada[UserResource.Meta], read[UserResource.Meta]);
        Assert.Null(read[UserResource.UserName]);
        var name = (ComplexValue)read[UserResource.Name]!; // Ada has one.
        Assert.Equal("Ada", name[UserResource.GivenName]);
        Assert.Null(name[UserResource.FamilyName]);
    }

    [Fact]
    public void A_complex_value_of_which_nothing_is_read_is_there_all_the_same() =>
        Assert.NotNull(Read("""{"name":{"givenName":"Ada"}}""", UserType.Default, "name.familyName")![UserResource.Name]);

    [Theory]
    [InlineData("""{"active":true}""", true)]
    [InlineData("""{"active":false}""", false)]
    [InlineData("""{"userName":"x"}""", null)]
    public void A_boolean_is_what_it_was(string document, object? value) =>
        Assert.Equal(value, Read(document, UserType.Default, "active")![UserResource.Active]);

    [Fact]
    public void Every_type_is_read()
    {
        var document = """{"urn:example:Gauge":{"level":-5,"weight":1.50,"codes":["A","B"]}}""";

        var read = Read(document, Gauge.Type, "level", "weight", "codes");

        Assert.Equal(Gauge.Of(-5, 1.5m, "A", "B"), read);
    }

    [Theory]
    [InlineData("""{"codes":["a"]}""", 1)]
    [InlineData("""{"codes":[]}""", 0)]
    [InlineData("{}", null)]
    public void A_list_that_is_kept_empty_is_read_so(string document, int? count)
    {
        var codes = new AttributeDefinition("codes", AttributeType.String, "") { MultiValued = true, KeepsEmpty = true };
        var read = new PartialReader(new AttributeSet(codes), [[codes]]).Read(Encoding.UTF8.GetBytes(document));
        Assert.Equal(count, (read![codes] as MultiValue)?.Count);
    }

    [Fact]
    public void An_empty_list_is_none_elsewhere()
    {
        var codes = new AttributeDefinition("codes", AttributeType.String, "") { MultiValued = true };
        Assert.Null(new PartialReader(new AttributeSet(codes), [[codes]]).Read("""{"codes":[]}"""u8)![codes]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"userName":7}""")]
    [InlineData("""{"userName":""}""")]
    [InlineData("""{"userName":null}""")]
    [InlineData("""{"userName":{"value":"x"}}""")]
    [InlineData("""{"active":"true"}""")]
    [InlineData("""{"emails":{"value":"a"}}""")]
    [InlineData("""{"emails":["a"]}""")]
    [InlineData("""{"emails":[{"value":7}]}""")]
    [InlineData("""{"meta":{"created":"yesterday"}}""")]
    public void What_is_not_as_it_is_written_has_to_be_read_whole(string document) =>
        Assert.Null(Read(document, UserType.Default, "userName", "active", "emails.value", "meta.created", "title"));

    [Fact]
    public void Once_all_is_read_the_rest_is_passed_over() =>
        Assert.Equal("x", Read("""{"userName":"x",""", UserType.Default, "userName")![UserResource.UserName]);

    private static ComplexValue? Read(string document, UserType type, params string[] paths) =>
        new PartialReader(type.Attributes, paths.Select(path => AttributePathParser.Parse(path, type)!.Steps)) // The type has them.
            .Read(Encoding.UTF8.GetBytes(document));
}
