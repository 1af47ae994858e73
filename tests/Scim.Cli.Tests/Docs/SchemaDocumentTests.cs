using System.Text.Json;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>The example of a schema's document in docs/operations.md.</summary>
public sealed class SchemaDocumentTests
{
    [Fact]
    public async Task It_is_added_by_the_command_beside_it()
    {
        var section = MarkdownSection.Read("docs/operations.md", "Schemas of an account's own");
        var words = Assert.Single(section.Blocks("sh")).Trim().Split(' ');
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, words[^1]);
        await File.WriteAllTextAsync(file, Assert.Single(section.Blocks("json")), TestContext.Current.CancellationToken);
        var cli = new Cli();
        await cli.JsonAsync("account", "create", "acme", "--licences", "5");

        var added = await cli.RunAsync([.. words[1..^1], file, "--json"]);

        Assert.Equal(0, added.ExitCode);
        Assert.Equal(5, JsonElement.Parse(added.Output).GetProperty("attributes").GetInt32());
    }
}
