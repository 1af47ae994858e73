using System.Text;
using System.Text.Json.Nodes;
using Scim.Protocol.Discovery;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Schemas;

public sealed class SchemaReaderTests
{
    private const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";

    [Fact]
    public void Every_characteristic_is_read()
    {
        var schema = Read($$"""
            {"schemas":["{{SchemaUris.Schema}}"],"id":"{{Urn}}","name":"Acme","description":"Of Acme","attributes":[
            {"name":"badge","type":"string","description":"Its number","required":true,"caseExact":true,"mutability":"immutable",
            "returned":"request","uniqueness":"none","canonicalValues":["A","B"]},
            {"name":"homes","type":"complex","multiValued":true,"subAttributes":[
            {"name":"value","type":"reference","referenceTypes":["external"]},
            {"name":"$ref","type":"reference","referenceTypes":["User"]}]}]}
            """);

        Assert.Equal((Urn, "Acme", "Of Acme"), (schema.Id, schema.Name, schema.Description));
        var badge = schema.Attributes.Require("badge");
        Assert.Equal(
            (AttributeType.String, true, true, Mutability.Immutable, Returned.Request, true),
            (badge.Type, badge.Required, badge.CaseExact, badge.Mutability, badge.Returned, badge.TakesOnlyCanonical));
        Assert.Equal(["A", "B"], badge.CanonicalValues);
        var homes = schema.Attributes.Require("homes");
        Assert.Equal((AttributeType.Complex, true), (homes.Type, homes.MultiValued));
        Assert.Equal(["User"], homes.SubAttributes.Require("$ref").ReferenceTypes);
    }

    [Fact]
    public void What_is_left_out_is_as_RFC_7643_section_2_2_has_it()
    {
        var schema = Read(Document("""{"name":"a"},{"name":"secret","mutability":"writeOnly"},{"name":"site","type":"reference"}"""));

        Assert.Equal(Urn, schema.Name);
        var plain = schema.Attributes[0];
        Assert.Equal(
            (AttributeType.String, false, false, false, Mutability.ReadWrite, Returned.Default, false),
            (plain.Type, plain.MultiValued, plain.Required, plain.CaseExact, plain.Mutability, plain.Returned, plain.TakesOnlyCanonical));
        Assert.Equal(Returned.Never, schema.Attributes[1].Returned);
        Assert.True(schema.Attributes[2].CaseExact);
    }

    [Fact]
    public void A_schema_that_is_published_can_be_read_again()
    {
        foreach (var schema in UserType.Default.Extensions)
        {
            var published = new DiscoveryDocuments(new ServiceFeatures(), UserType.Default).Schema(schema, "https://x.org");

            var read = Read(Encoding.UTF8.GetString(published.Span));

            var again = new DiscoveryDocuments(new ServiceFeatures(), UserType.Default).Schema(read, "https://x.org");
            Assert.Equal(Encoding.UTF8.GetString(published.Span), Encoding.UTF8.GetString(again.Span));
        }
    }

    [Theory]
    [InlineData("""[1]""", "The document must be a JSON object.")]
    [InlineData("""{""", "The document is no JSON.")]
    [InlineData("""{"id":"acme"}""", "id must be a URN such as urn:example:params:scim:schemas:extension:acme:2.0:User.")]
    [InlineData("""{"id":"urn:a b:c"}""", "id must be a URN such as urn:example:params:scim:schemas:extension:acme:2.0:User.")]
    [InlineData("""{"id":"urn:example:"}""", "id must be a URN such as urn:example:params:scim:schemas:extension:acme:2.0:User.")]
    [InlineData(
        """{"id":"urn:ietf:params:scim:schemas:core:2.0:Group"}""", "id is a URN of the standard's own. Choose one of yours.")]
    [InlineData("""{"id":"urn:ietf:params:scim:api"}""", "id is a URN of the standard's own. Choose one of yours.")]
    [InlineData("""{"id":"urn:x:y","schemas":["urn:other"]}""", $"schemas must be [\"{SchemaUris.Schema}\"], or be left out.")]
    [InlineData("""{"id":"urn:x:y","attributes":[]}""", "attributes must be a list of one attribute or more.")]
    [InlineData("""{"id":"urn:x:y","name":7}""", "name must be a string.")]
    [InlineData("""{"id":"urn:x:y","nome":"x"}""", "nome is no member that the service knows.")]
    public void A_document_that_is_wrong_is_told_why(string document, string fault) => Assert.Contains(fault, Faults(document));

    [Theory]
    [InlineData("""{"name":"1a"}""", "attributes[0].name must be a letter and then letters, digits, - and _, at most 64 in all.")]
    [InlineData("""{"name":"$ref"}""", "attributes[0].name must be a letter and then letters, digits, - and _, at most 64 in all.")]
    [InlineData("""{"name":"a"},{"name":"A"}""", "attributes[1].name is the name of an attribute before it; names compare without case.")]
    [InlineData(
        """{"name":"a","type":"text"}""",
        "attributes[0].type must be one of: string, boolean, decimal, integer, dateTime, binary, reference, complex.")]
    [InlineData("""{"name":"a","required":"yes"}""", "attributes[0].required must be true or false.")]
    [InlineData("""{"name":"a","mutabilty":"readOnly"}""", "attributes[0].mutabilty is no member that the service knows.")]
    [InlineData(
        """{"name":"a","uniqueness":"server"}""",
        "attributes[0].uniqueness must be none: the service keeps no attribute of an extension unique.")]
    [InlineData(
        """{"name":"a","type":"complex"}""",
        "attributes[0].subAttributes must be a list of one attribute or more, since the attribute is complex.")]
    [InlineData("""{"name":"a","subAttributes":[{"name":"b"}]}""", "attributes[0].subAttributes belong to a complex attribute only.")]
    [InlineData(
        """{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"complex","subAttributes":[{"name":"c"}]}]}""",
        "attributes[0].subAttributes[0].type must be simple: a sub-attribute has no sub-attributes (RFC 7643 §2.3.8).")]
    [InlineData(
        """{"name":"a","type":"complex","subAttributes":[{"name":"b","multiValued":true}]}""",
        "attributes[0].subAttributes[0].multiValued must be false: a sub-attribute has one value.")]
    [InlineData(
        """{"name":"a","type":"complex","multiValued":true,"subAttributes":[{"name":"b","mutability":"immutable"}]}""",
        "attributes[0].subAttributes[0].mutability cannot be immutable within a list, whose entries are replaced as a whole.")]
    [InlineData(
        """
        {"name":"a","type":"complex","multiValued":true,"subAttributes":[{"name":"b","mutability":"writeOnly","returned":"never"}]}
        """,
        "attributes[0].subAttributes[0].mutability cannot be writeOnly within a list: a client could not send back what it does not see.")]
    [InlineData(
        """{"name":"a","mutability":"readOnly","required":true}""",
        "attributes[0].required must be false: nobody could set a read-only attribute.")]
    [InlineData(
        """{"name":"a","mutability":"writeOnly","returned":"default"}""",
        "attributes[0].returned must be never for what clients only write.")]
    [InlineData(
        """{"name":"a","type":"binary","caseExact":false}""",
        "attributes[0].caseExact must be true for a reference or binary (RFC 7643 §2.3).")]
    [InlineData(
        """{"name":"a","type":"integer","canonicalValues":["1"]}""", "attributes[0].canonicalValues belong to a string or reference only.")]
    [InlineData("""{"name":"a","canonicalValues":["x","X"]}""", "attributes[0].canonicalValues has the same value twice.")]
    [InlineData(
        """{"name":"a","canonicalValues":[1]}""", "attributes[0].canonicalValues must be a list of strings of 1 to 1,024 characters.")]
    [InlineData("""{"name":"a","referenceTypes":["User"]}""", "attributes[0].referenceTypes belong to a reference only.")]
    [InlineData("""7""", "attributes[0] must be an object.")]
    public void An_attribute_that_is_wrong_is_told_where_and_why(string attributes, string fault) =>
        Assert.Contains(fault, Faults(Document(attributes)));

    [Fact]
    public void Every_fault_is_told()
    {
        var faults = Faults(
            """{"id":"x","nome":1,"attributes":[{"name":"a","type":"b","required":1},{"name":"","uniqueness":"global"}]}""");

        Assert.Equal(6, faults.Count);
    }

    [Fact]
    public void Two_hundred_attributes_are_taken_and_no_more()
    {
        string Attributes(int count) => string.Join(',', Enumerable.Range(0, count).Select(number => $$"""{"name":"a{{number}}"}"""));

        Assert.Equal(200, Read(Document(Attributes(200))).Attributes.Count);
        Assert.Contains(
            "attributes has 201 attributes and sub-attributes; the most are 200.", Faults(Document(Attributes(201))));
    }

    [Fact]
    public void A_document_has_at_most_64_KiB()
    {
        var document = Document("""{"name":"a"}""");

        Assert.NotNull(Read(document.PadRight(64 * 1024)));
        Assert.Equal(["The document has more than 64 KiB."], Faults(document.PadRight((64 * 1024) + 1)));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("description")]
    [InlineData("attributes")]
    public void Any_JSON_in_place_of_a_member_is_a_fault_and_no_failure(string member)
    {
        foreach (var value in new[] { "null", "1", "true", "\"\\ud800\"", "[]", "[null]", "{}", "[{}]", "[[]]" })
        {
            var document = JsonNode.Parse(Document("""{"name":"a"}"""))!.AsObject();
            document.Remove(member);
            var text = document.ToJsonString()[..^1] + $",\"{member}\":{value}}}";

            SchemaReader.Read(Encoding.UTF8.GetBytes(text), out var faults);

            Assert.True(faults.Count > 0, text);
        }
    }

    private static string Document(string attributes) => $$"""{"id":"{{Urn}}","attributes":[{{attributes}}]}""";

    private static SchemaDefinition Read(string document)
    {
        var schema = SchemaReader.Read(Encoding.UTF8.GetBytes(document), out var faults);
        Assert.Empty(faults);
        return schema!;
    }

    private static IReadOnlyList<string> Faults(string document)
    {
        SchemaReader.Read(Encoding.UTF8.GetBytes(document), out var faults);
        return faults;
    }
}
