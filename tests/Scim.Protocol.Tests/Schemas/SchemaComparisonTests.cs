using System.Text;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Schemas;

public sealed class SchemaComparisonTests
{
    private const string Before =
        """
        {"name":"a","required":true,"mutability":"immutable","returned":"request","canonicalValues":["x","y"]},
        {"name":"b","type":"complex","subAttributes":[{"name":"c"}]}
        """;

    [Theory]
    [InlineData("""{"name":"a","mutability":"immutable","returned":"request","canonicalValues":["x","y"]}""")]
    [InlineData("""{"name":"a","required":true,"returned":"request","canonicalValues":["x","y"]}""")]
    [InlineData("""{"name":"a","required":true,"mutability":"immutable","returned":"default","canonicalValues":["x","y"]}""")]
    [InlineData("""{"name":"a","required":true,"mutability":"immutable","returned":"request","canonicalValues":["x","y","z"]}""")]
    [InlineData("""{"name":"A","required":true,"mutability":"immutable","returned":"request"}""")]
    [InlineData(
        """{"name":"new"},{"name":"a","required":true,"mutability":"immutable","returned":"request","canonicalValues":["x","y"]}""")]
    public void A_schema_may_grow_and_ask_for_less(string attributes) =>
        Assert.Empty(Faults($$"""{{attributes}},{"name":"b","type":"complex","subAttributes":[{"name":"c"},{"name":"d"}]}"""));

    [Theory]
    [InlineData("""{"name":"b","type":"complex","subAttributes":[{"name":"c"}]}""", "a is missing. Attributes can be added only.")]
    [InlineData("""{"name":"a","type":"integer"}""", "a cannot change its type, multiValued or caseExact.")]
    [InlineData("""{"name":"a","multiValued":true}""", "a cannot change its type, multiValued or caseExact.")]
    [InlineData("""{"name":"a","caseExact":true}""", "a cannot change its type, multiValued or caseExact.")]
    [InlineData("""{"name":"a","mutability":"readOnly"}""", "a can change its mutability to readWrite only.")]
    [InlineData(
        """{"name":"a","returned":"never"}""",
        "a can change returned to be returned more often only, and never if it is never returned.")]
    [InlineData(
        """{"name":"a","canonicalValues":["x"]}""", "a can get canonicalValues, or be freed of all, and lose none of them.")]
    [InlineData("""{"name":"n","required":true}""", "n cannot be required: users who are there already have no value of it.")]
    [InlineData(
        """{"name":"b","type":"complex","subAttributes":[{"name":"c","required":true}]}""", "b.c cannot become required.")]
    [InlineData(
        """{"name":"b","type":"complex","subAttributes":[{"name":"d"}]}""", "b.c is missing. Attributes can be added only.")]
    public void It_takes_nothing_away_and_asks_for_no_more(string attributes, string fault) => Assert.Contains(fault, Faults(attributes));

    private static IReadOnlyList<string> Faults(string after) => SchemaComparison.FaultsOf(Read(Before), Read(after));

    private static SchemaDefinition Read(string attributes)
    {
        var document = Encoding.UTF8.GetBytes($$"""{"id":"urn:x:y","attributes":[{{attributes}}]}""");
        var schema = SchemaReader.Read(document, out var faults);
        Assert.Empty(faults);
        return schema!;
    }
}
