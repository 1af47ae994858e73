using Scim.Cli.Tests.Docs.Rules;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>
/// The commands in all documents, in blocks and in sentences, are such as there are. Many are run as well, by the tests of their documents.
/// </summary>
public sealed class DocumentCommandsTests
{
    [Fact]
    public void Each_names_what_there_is()
    {
        var commands = DocumentedCommand.All().ToList();

        var faults = commands
            .Select(command => (Command: command, Fault: CommandRules.Fault(command)))
            .Where(found => found.Fault is not null)
            .Select(found => $"{found.Command.Place}: {found.Command.Command}: {found.Fault}")
            .ToList();

        Assert.True(commands.Count > 150, $"Only {commands.Count} commands were found.");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Each_option_that_is_named_alone_is_one_of_a_command()
    {
        var options = MarkdownDocument.All
            .SelectMany(document => document.Spans, (document, span) => (document.File, span.Line, span.Text))
            .Where(option => option.Text.StartsWith("--", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(options);
        var faults = options.Where(option => !OptionRule.IsKnown(option.File, option.Text))
            .Select(option => $"{option.File}:{option.Line}: no command takes {option.Text}.")
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("docs/commands.md", "--dry-runs")]
    [InlineData("docs/commands.md", "--log none")]
    [InlineData("docs/commands.md", "--pollUrl")]
    [InlineData("samples/receiver/README.md", "--pollAddress")]
    [InlineData("docs/configuration.md", "--Demo:Licenses 3")]
    public void An_option_that_there_is_not_is_found(string file, string option) => Assert.False(OptionRule.IsKnown(file, option));

    [Theory]
    [InlineData("scim acount list", "'acount' is not known.")]
    [InlineData("scim account list --everything", "'--everything' is not known.")]
    [InlineData("scim token issue --everything", "'--everything' is not known.")]
    [InlineData("scim account set acme --names sometimes", "--names takes 'required' or 'optional'.")]
    [InlineData("scim token issue", "Required argument 'CLIENT' missing")]
    [InlineData("dotnet run --project src/Scim.Cli -- acount list", "'acount' is not known.")]
    [InlineData("dotnet run --project src/Scim.Host", "There is no project src/Scim.Host.")]
    [InlineData("dotnet run --project samples/receiver -- --pollAddress X", "samples/receiver has no setting --pollAddress.")]
    [InlineData("dotnet test --project tests/Scim.Http.Tests --filter-class '*BulksTests'", "fits no tests of tests/Scim.Http.Tests.")]
    [InlineData("dotnet test --project tests/Scim.Http.Tests --filter-namespace '*.OpenApis'", "fits no tests of tests/Scim.Http.Tests.")]
    [InlineData("dotnet test --filter X", "Nothing is known of the option --filter.")]
    [InlineData("dotnet tool install --global Scim.Tool", "No project is packed as that tool.")]
    [InlineData("dotnet stryker", "There is no stryker-config.json in ''.")]
    [InlineData("dotnet publish src/Scim.Cli", "Nothing is known of 'dotnet publish'.")]
    [InlineData("SCIM_OPEN_API=write dotnet test", "Nothing reads the variable SCIM_OPEN_API.")]
    [InlineData("export TableStorage__Prefixes=a", "Nothing reads the variable TableStorage__Prefixes.")]
    [InlineData("azd env set SCIM_LICENSES 5", "Neither the template nor a hook reads SCIM_LICENSES.")]
    [InlineData("x=$(azd env get-value SCIM_VAULT)", "The template has no output SCIM_VAULT.")]
    [InlineData("azd hooks run postpackage", "azure.yaml has no hook postpackage.")]
    [InlineData("azd rise", "Nothing is known of 'azd rise'.")]
    [InlineData("az keyvault secret download --vault-name v --name signing --file f", "The vault has no secret signing.")]
    [InlineData("az keyvault secret show", "Nothing is known of 'az keyvault secret show'.")]
    [InlineData("az group create --region r", "Nothing is known of the option --region.")]
    [InlineData("git tag 0.2.0", "Nothing is known of 'git tag 0.2.0'.")]
    [InlineData(".ci/releases out", "There is no .ci/releases.")]
    [InlineData("(cd src/Scim.Host/bin/Debug && func start)", "There is no src/Scim.Host.")]
    [InlineData("cp local.sample.json local.settings.json", "There is no local.sample.json.")]
    [InlineData("wget http://localhost:7071/health", "Nothing is known of 'wget'.")]
    public void What_there_is_not_is_found(string script, string fault)
    {
        var faults = DocumentedCommand.Read("here", script, isWhole: true, $"{script} $x").Select(CommandRules.Fault);

        Assert.Contains(fault, Assert.Single(faults, found => found is not null), StringComparison.Ordinal);
    }
}
