using System.Diagnostics;
using Scim.Provisioning;

namespace Scim.Cli.Tests.Running;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => new(CommandTree.Paths);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_says_what_it_does_and_has_examples_that_are_right(string path)
    {
        var command = CommandTree.Find(path);
        var help = await Cli.RunBareAsync([.. path.Split(' '), "--help"]);

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains(command.Description!, help.Output, StringComparison.Ordinal);
        Assert.NotEmpty(command.Examples);
        Assert.All(command.Examples, example =>
        {
            Assert.Contains($"  {example}", help.Output, StringComparison.Ordinal);
            Assert.StartsWith($"scim {path}", example, StringComparison.Ordinal);
            Assert.Empty(CommandTree.Root().Parse(example["scim ".Length..]).Errors);
        });
    }

    [Fact]
    public async Task Without_a_command_it_says_what_there_is()
    {
        var result = await Cli.RunBareAsync([]);

        Assert.Equal((2, ""), (result.ExitCode, result.Error));
        Assert.Contains("account", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_that_of_the_service()
    {
        var start = new ProcessStartInfo("dotnet", [Cli.BuiltTool, "--version"]) { RedirectStandardOutput = true };
        using var tool = Process.Start(start)!; // null only with UseShellExecute
        var said = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ServiceVersion.Current, said.Trim().Split('+')[0]);
    }

    [Theory]
    [InlineData("scim acc", "account")]
    [InlineData("scim client ro", "rotate-secret")]
    [InlineData("scim prune --au", "--audit-older-than")]
    [InlineData("scim client create --scope ", "scim")]
    public async Task A_shell_can_complete_a_command_line(string line, string completion)
    {
        var result = await Cli.RunBareAsync([$"[suggest:{line.Length}]", line]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(completion, result.Output.Split('\n').Select(suggested => suggested.TrimEnd()));
    }
}
