using System.Text.Json;
using System.Text.RegularExpressions;
using Scim.Http;
using Scim.Storage.Tables;
using Scim.Testing;

namespace Scim.Infra.Tests.Bicep;

/// <summary>The app's settings in the template are those that the app reads.</summary>
public sealed partial class AppSettingsTests
{
    // The sections that Program.cs reads, with what they are bound to.
    private static readonly Dictionary<string, Type> Sections = new()
    {
        ["TableStorage"] = typeof(TableStorageOptions),
        ["Scim"] = typeof(ScimHttpOptions),
    };

    // What the platform, the Functions host or a library reads, and why it is set.
    private static readonly Dictionary<string, string> Platform = new()
    {
        ["AzureWebJobsStorage__accountName"] = "the host's storage",
        ["AzureWebJobsStorage__credential"] = "entered with an identity",
        ["AzureWebJobsStorage__clientId"] = "which identity",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "where telemetry goes",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "sent with the identity, since keys are off",
        ["AZURE_CLIENT_ID"] = "the identity that DefaultAzureCredential takes",
        ["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"] = "works around a crash of the placeholder host on .NET 10",
    };

    // What the app reads and the template does not set.
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["TableStorage__ConnectionString"] = "shared keys are off",
    };

    // What is for running the host on a desk.
    private static readonly Dictionary<string, string> Local = new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "Flex Consumption takes the runtime from functionAppConfig and refuses the setting",
        ["AzureWebJobsSecretStorageType"] = "keeps the host's keys in files where there is no storage",
        ["TableStorage__ConnectionString"] = "Azurite",
    };

    [Fact]
    public void Every_setting_in_the_template_is_read_and_the_other_way_round() =>
        Assert.Equal(
            [.. Read().Except(LeftOut.Keys).Concat(Platform.Keys).Order(StringComparer.Ordinal)],
            Snapshot.AppSettings("full").Keys.Order(StringComparer.Ordinal).ToArray());

    [Fact]
    public void A_small_deployment_sets_no_others() =>
        Assert.Equal(["Scim__PublicBaseUrl"], Snapshot.AppSettings("full").Keys.Except(Snapshot.AppSettings("small").Keys));

    [Fact]
    public void The_app_reads_these_sections_and_no_others()
    {
        var program = File.ReadAllText(Path.Combine(Repository.Root, "src", "Scim.Functions", "Program.cs"));
        Assert.Equal(
            Sections.Keys.Order(StringComparer.Ordinal),
            SectionPattern().Matches(program).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_of_the_sample_is_known()
    {
        var sample = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json"))).GetProperty("Values");
        Assert.Equal(
            Local.Keys.Order(StringComparer.Ordinal), sample.EnumerateObject().Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Read() =>
        from section in Sections
        from property in section.Value.GetProperties()
        where property.CanWrite && !typeof(Delegate).IsAssignableFrom(property.PropertyType) // Configuration gives no code.
        select $"{section.Key}__{property.Name}";

    [GeneratedRegex("""GetSection\("(?<name>[^"]+)"\)""")]
    private static partial Regex SectionPattern();
}
