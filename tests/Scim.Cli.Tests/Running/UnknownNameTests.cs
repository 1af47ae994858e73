using System.CommandLine.Parsing;

namespace Scim.Cli.Tests.Running;

/// <summary>What every command says to an account or a client that there is not.</summary>
public sealed class UnknownNameTests
{
    private const string Account = "acme";
    private const string Client = "CLIENT";

    public static TheoryData<string> Examples => new(CommandTree.Paths
        .Where(path => path != "account create")
        .SelectMany(path => CommandTree.Find(path).Examples)
        .Where(example => Words(example).Any(word => word is Account or Client)));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Is_refused_in_one_line_by_every_command(string example)
    {
        var words = Words(example).ToList();
        var why = words.Contains(Account) ? $"There is no account '{Account}'. See: " : $"There is no client '{Client}'. See: ";
        if (!words.Contains("--yes")) words.Add("--yes");

        await new Cli().RefusesAsync(1, why, [.. words]);
    }

    private static IEnumerable<string> Words(string example) => CommandLineParser.SplitCommandLine(example["scim ".Length..]);
}
