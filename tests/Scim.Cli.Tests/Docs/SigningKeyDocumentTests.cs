using System.CommandLine.Parsing;
using System.Text.Json;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>The value and the commands of docs/operations.md for keys that sign events.</summary>
public sealed class SigningKeyDocumentTests
{
    private const string File = ".data/signing-keys.json";

    [Fact]
    public async Task The_commands_make_and_mend_a_value_like_the_one_that_is_shown()
    {
        var section = MarkdownSection.Read("docs/operations.md", "Signing keys");
        var commands = Assert.Single(section.Blocks("sh")).Trim().Split('\n');
        var shown = JsonElement.Parse(Assert.Single(section.Blocks("json")));
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "keys.json");
        Assert.Equal(0, (await Cli.RunBareAsync(["stream", "keys", "add", "--out", file, "--yes"])).ExitCode);
        var old = Read(file)[0].GetProperty("kid").GetString()!; // Every key has one.

        Assert.Equal((0, 2), (await RunAsync(commands[0]), Read(file).GetArrayLength()));
        var made = Read(file)[1];
        Assert.Equal(Members(shown[0]), Members(made));
        Assert.Equal(shown[0].GetProperty("alg").GetString(), made.GetProperty("alg").GetString());
        Assert.StartsWith(shown[0].GetProperty("pem").GetString()![..^1], made.GetProperty("pem").GetString(), StringComparison.Ordinal);
        Assert.All([shown[0], made], key => Assert.EndsWith("Z", key.GetProperty("signsFrom").GetString(), StringComparison.Ordinal));

        // The old key signs until the new one does, two minutes later, as the sentence before says; --force is instead of the wait.
        Assert.Equal((0, 1), (await RunAsync($"{commands[1]} --force"), Read(file).GetArrayLength()));
        Assert.Equal(2, commands.Length);

        async Task<int> RunAsync(string command) => (await Cli.RunBareAsync(
            [.. CommandLineParser.SplitCommandLine(command["scim ".Length..])
                .Select(word => word == File ? file : word == "OLD" ? old : word)])).ExitCode;
    }

    private static JsonElement Read(string file) => JsonElement.Parse(System.IO.File.ReadAllText(file));

    private static IEnumerable<(string, JsonValueKind)> Members(JsonElement key) =>
        key.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)).Order();
}
