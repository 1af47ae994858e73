using System.CommandLine.Parsing;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Cli.Tests.Running;

/// <summary>What every command says when storage is not there or does not let the operator in.</summary>
public sealed class StorageFailureTests
{
    private const string Closed =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    public static TheoryData<string> Commands => new(CommandTree.OnStorage);

    public static TheoryData<string> OtherCommands => new(CommandTree.Paths.Except(CommandTree.OnStorage));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Without_a_role_every_command_names_the_one_to_have(string path)
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        proxy.Forbids = _ => true;

        Assert.All(
            await Task.WhenAll(CommandTree.Find(path).Examples.Select(example => RunAsync(example, proxy.ConnectionString))),
            result =>
            {
                result.AssertRefused(1, "refuses access (AuthorizationPermissionMismatch).");
                Assert.Contains("have the role Storage Table Data Contributor", result.Error, StringComparison.Ordinal);
            });
        Assert.NotEmpty(proxy.Requests);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Without_a_connection_every_command_says_what_to_check(string path)
    {
        var result = await RunAsync(CommandTree.Find(path).Examples[0], Closed);

        result.AssertRefused(1, "The table storage at http://127.0.0.1:1/devstoreaccount1 does not answer. Check TableStorage:");
    }

    [Theory]
    [MemberData(nameof(OtherCommands))]
    public async Task Without_a_connection_commands_that_need_none_do_not_ask_for_it(string path)
    {
        var option = path == "verify" ? "--token-file" : "--file";
        var args = CommandLineParser.SplitCommandLine(path).Append(option).Append("nowhere/at-all.json");
        if (path.EndsWith("remove", StringComparison.Ordinal)) args = [.. args, "--kid", "KID"];
        if (path == "verify") args = [.. args, "--url", "https://scim.example.com/scim/v2"];

        var result = await Cli.RunBareAsync([.. args, "--connection", Closed]);

        result.AssertRefused(path == "verify" ? 2 : 1, "The file 'nowhere/at-all.json' cannot be read.");
    }

    private static async Task<CliResult> RunAsync(string example, string connection)
    {
        var args = CommandLineParser.SplitCommandLine(example["scim ".Length..]).ToList();
        if (!args.Contains("--yes")) args.Add("--yes");
        return await Cli.RunBareAsync([.. args, "--connection", connection]);
    }
}
