using Scim.Console.Schemas;
using Scim.Testing;

namespace Scim.Console.Tests.Schemas;

public sealed class SchemaExampleTests
{
    [Fact]
    public void It_is_the_one_of_the_documents()
    {
        var documented = MarkdownSection.Read("docs/operations.md", "Schemas of an account's own").Blocks("json");

        Assert.Equal(Assert.Single(documented).TrimEnd(), SchemaExample.Document.ReplaceLineEndings("\n"));
    }
}
