using System.Text.Json;
using Scim.Testing;
using Scim.Testing.Shell;

namespace Scim.Cli.Tests.Docs;

/// <summary>The commands of the pages of docs/connect succeed one after another.</summary>
public sealed class ConnectDocumentTests
{
    private const string Folder = "docs/connect/";

    public static TheoryData<string> Pages =>
        [.. MarkdownDocument.All.Select(document => document.File).Where(file => file.StartsWith(Folder, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task They_succeed_one_after_another(string page)
    {
        var commands = MarkdownDocument.Read(page).Blocks.Where(block => block.Language == "sh")
            .SelectMany(block => ShellScript.Commands(block.Text))
            .Select(command => command.Words)
            .Where(words => words is ["scim", ..] and not ["scim", "stream", "replay", ..]) // The latter waits until the stream has begun.
            .ToList();
        var cli = new Cli();
        await cli.JsonAsync("account", "create", "acme", "--licences", "5");
        await cli.JsonAsync("account", "create", "demo", "--licences", "5");
        var known = new Dictionary<string, string> { ["A"] = "acme" };

        Assert.NotEmpty(commands);
        foreach (var words in commands)
        {
            var result = await cli.RunAsync([.. words.Skip(1).Select(word => known.GetValueOrDefault(word, word)), "--json"]);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', words)}: {result.Error}");
            var answer = JsonElement.Parse(result.Output);
            Learn(answer, "client", "CLIENT");
            Learn(answer, "stream", "STREAM");
        }

        void Learn(JsonElement answer, string member, string name)
        {
            if (answer.TryGetProperty(member, out var id)) known[name] = id.GetString()!; // An id is text.
        }
    }
}
