using System.Text;
using System.Text.Json;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Resources;

public sealed class StoredReaderTests
{
    private const string Urn = "urn:acme:params:scim:schemas:extension:desk:2.0:User";

    private static readonly UserType Without = new([], generation: 9);

    /// <summary>The type of an attribute, a value as it is stored, and another type that the attribute gets.</summary>
    public static TheoryData<string, string, string> Retyped => new()
    {
        { """{"name":"code"}""", "\"007\"", """{"name":"code","type":"integer"}""" },
        { """{"name":"code"}""", "\"7\"", """{"name":"code","type":"integer"}""" },
        { """{"name":"code"}""", "\"1.50\"", """{"name":"code","type":"decimal"}""" },
        { """{"name":"code"}""", "\"True\"", """{"name":"code","type":"boolean"}""" },
        { """{"name":"code"}""", "\"no base-64\"", """{"name":"code","type":"binary","caseExact":true}""" },
        { """{"name":"code"}""", "\"2026-01-31T12:00:00+01:00\"", """{"name":"code","type":"dateTime"}""" },
        { """{"name":"code"}""", "\"text\"", """{"name":"code","multiValued":true}""" },
        { """{"name":"code"}""", "\"text\"", """{"name":"code","type":"complex","subAttributes":[{"name":"value"}]}""" },
        { """{"name":"code","type":"integer"}""", "7", """{"name":"code"}""" },
        { """{"name":"code","type":"boolean"}""", "true", """{"name":"code"}""" },
        { """{"name":"code","type":"decimal"}""", "1.5", """{"name":"code","type":"integer"}""" },
        { """{"name":"code","multiValued":true}""", """["a"]""", """{"name":"code"}""" },
        { """{"name":"code","multiValued":true}""", """["7","b"]""", """{"name":"code","type":"integer","multiValued":true}""" },
        {
            """{"name":"code","type":"complex","subAttributes":[{"name":"a"},{"name":"b"}]}""", """{"a":"1","b":"2"}""",
            """{"name":"code","type":"complex","subAttributes":[{"name":"a"}]}"""
        },
        {
            """{"name":"code","type":"complex","subAttributes":[{"name":"a"},{"name":"b"}]}""", """{"b":"2"}""",
            """{"name":"code","type":"complex","subAttributes":[{"name":"a"}]}"""
        },
        {
            """{"name":"code","type":"complex","multiValued":true,"subAttributes":[{"name":"a"}]}""", """[{"a":"1"}]""",
            """{"name":"code","type":"complex","multiValued":true,"subAttributes":[{"name":"a","type":"integer"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Retyped))]
    public void A_value_of_another_type_is_kept_unseen_and_is_back_with_its_own(string before, string value, string after)
    {
        var document = Utf8($$$"""{"userName":"ada","{{{Urn}}}":{"code":{{{value}}},"note":"n"}}""");

        var removed = StoredReader.Read(document, default, Without);
        var retyped = StoredReader.Read(ResourceWriter.ToUtf8(removed.Resource), removed.Unseen, TypeOf(after, generation: 10));
        var back = StoredReader.Read(ResourceWriter.ToUtf8(retyped.Resource), retyped.Unseen, TypeOf(before, generation: 11));

        Assert.Equal(["userName", "schemas"], removed.Resource.Assigned().Select(part => part.Attribute.Name).OrderDescending());
        Assert.Equal("""{"note":"n"}""", ExtensionOf(retyped));
        Assert.Equal($$$"""{"{{{Urn}}}":{"code":{{{value}}}}}""", Text(retyped.Unseen));
        Assert.Equal($$$"""{"code":{{{value}}},"note":"n"}""", ExtensionOf(back));
        Assert.True(back.Unseen.IsEmpty);
    }

    [Fact]
    public void A_value_that_was_set_later_takes_the_place_of_one_that_is_unseen()
    {
        var document = Utf8($$$"""{"userName":"ada","{{{Urn}}}":{"code":"new"}}""");
        var unseen = Utf8($$$"""{"{{{Urn}}}":{"code":"old","note":"n"}}""");

        var read = StoredReader.Read(document, unseen, TypeOf("""{"name":"code"}""", generation: 3));

        Assert.Equal("""{"code":"new","note":"n"}""", ExtensionOf(read));
        Assert.True(read.Unseen.IsEmpty);
    }

    [Theory]
    [InlineData("""{"name":"CODE"}""", "\"a\"")]
    [InlineData("""{"name":"code","type":"binary","caseExact":true}""", "\"YWJj\"")]
    [InlineData("""{"name":"code","type":"boolean"}""", "false")]
    [InlineData("""{"name":"code","type":"integer"}""", "-7")]
    [InlineData("""{"name":"code","multiValued":true}""", """["a","b"]""")]
    [InlineData("""{"name":"code","type":"reference","caseExact":true,"referenceTypes":["uri"]}""", "\"a\"")]
    [InlineData("""{"name":"code","type":"decimal"}""", "7")]
    [InlineData("""{"name":"code","type":"dateTime"}""", "\"2026-01-31T12:00:00.000Z\"")]
    [InlineData("""{"name":"code","type":"complex","subAttributes":[{"name":"A"},{"name":"b"}]}""", """{"a":"1"}""")]
    public void A_value_that_fits_is_seen(string attribute, string value)
    {
        var document = Utf8($$$"""{"userName":"ada","{{{Urn.ToUpperInvariant()}}}":{"code":{{{value}}}}}""");

        var read = StoredReader.Read(document, default, TypeOf(attribute, generation: 1));

        Assert.True(read.Unseen.IsEmpty, Text(read.Unseen));
        Assert.Equal(value, ExtensionOf(read)!["{\"code\":".Length..^1], ignoreCase: true);
    }

    [Fact]
    public void Values_of_several_types_are_kept_each()
    {
        var text = TypeOf("""{"name":"code"}""", generation: 1);
        var number = TypeOf("""{"name":"code","type":"integer"}""", generation: 2);
        var document = Utf8($$$"""{"userName":"ada","{{{Urn}}}":{"code":7}}""");
        var unseen = Utf8($$$"""{"{{{Urn}}}":{"code":"abc"}}""");

        var removed = StoredReader.Read(document, unseen, Without);
        var asText = StoredReader.Read(ResourceWriter.ToUtf8(removed.Resource), removed.Unseen, text);
        var asNumber = StoredReader.Read(ResourceWriter.ToUtf8(asText.Resource), asText.Unseen, number);

        Assert.Equal("""{"code":"abc"}""", ExtensionOf(asText));
        Assert.Equal("""{"code":7}""", ExtensionOf(asNumber));
        Assert.Equal(Text(unseen), Text(asNumber.Unseen));
    }

    private static UserType TypeOf(string attribute, int generation)
    {
        var document = $$$"""{"id":"{{{Urn}}}","attributes":[{{{attribute}}},{"name":"note"}]}""";
        var schema = SchemaReader.Read(Utf8(document), out var faults);
        Assert.Empty(faults);
        return new UserType([schema!], generation); // Without faults it was read.
    }

    private static string? ExtensionOf((ComplexValue Resource, ReadOnlyMemory<byte> Unseen) user)
    {
        var json = JsonElement.Parse(ResourceWriter.ToUtf8(user.Resource));
        return json.TryGetProperty(Urn, out var extension) ? extension.GetRawText() : null;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
