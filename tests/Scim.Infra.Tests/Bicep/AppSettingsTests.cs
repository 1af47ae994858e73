using System.Text.Json;
using Scim.Hosting;
using Scim.Testing;

namespace Scim.Infra.Tests.Bicep;

/// <summary>The app's settings in the template are those that the app reads.</summary>
public sealed class AppSettingsTests
{
    // What the platform, the Functions host or a library reads, and why it is set.
    private static readonly Dictionary<string, string> Platform = new()
    {
        ["AzureWebJobsStorage__blobServiceUri"] = "the host's storage",
        ["AzureWebJobsStorage__credential"] = "entered with an identity",
        ["AzureWebJobsStorage__clientId"] = "which identity",
        ["AZURE_CLIENT_ID"] = "the identity that DefaultAzureCredential takes",
        ["AZURE_TOKEN_CREDENTIALS"] = "the only credential that it tries, which spares the start a probe",
        ["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"] = "works around a crash of the placeholder host on .NET 10",
        ["AzureWebJobsDisableHomepage"] = "leaves / without a page of the host's",
    };

    // What the app reads and the template does not set.
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["TableStorage__ConnectionString"] = "shared keys are off",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "telemetry goes to Application Insights; a collector of one's own is added by hand",
    };

    // What is for running the host on a desk.
    private static readonly Dictionary<string, string> Local = new()
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "Flex Consumption takes the runtime from functionAppConfig and refuses the setting",
        ["AzureWebJobsSecretStorageType"] = "keeps the host's keys in files where there is no storage",
        ["AzureWebJobsDisableHomepage"] = "as deployed",
        ["TableStorage__ConnectionString"] = "Azurite",
    };

    [Fact]
    public void Every_setting_in_the_template_is_read_and_the_other_way_round() =>
        Assert.Equal(
            [.. Read().Except(LeftOut.Keys).Concat(Platform.Keys).Order(StringComparer.Ordinal)],
            Snapshot.AppSettings("full").Keys.Select(WithoutName).Distinct().Order(StringComparer.Ordinal).ToArray());

    [Fact]
    public void A_small_deployment_sets_no_others() =>
        Assert.Equal(
            [
                "Audit__RetentionDays", "Events__AllowPrivateAddresses", "Events__Authorization__desk", "Events__Authorization__payroll",
                "Scim__PublicBaseUrl",
            ],
            Snapshot.AppSettings("full").Keys.Except(Snapshot.AppSettings("small").Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void What_a_receiver_wants_to_see_is_a_secret_of_the_key_vault()
    {
        var setting = Snapshot.AppSettings("full")["Events__Authorization__desk"];
        Assert.StartsWith("[format('@Microsoft.KeyVault(SecretUri={0}secrets/{1})', ", setting, StringComparison.Ordinal);
        Assert.EndsWith(".vaultUri, 'desk-authorization')]", setting, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_of_the_sample_is_known()
    {
        var sample = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json"))).GetProperty("Values");
        Assert.Equal(
            Snapshot.AppSettings("small")["AzureWebJobsDisableHomepage"], sample.GetProperty("AzureWebJobsDisableHomepage").GetString());
        Assert.Equal(
            Local.Keys.Order(StringComparer.Ordinal),
            sample.EnumerateObject().Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>Below this setting stand those that receivers go by, each under a name of the operator's.</summary>
    private static string WithoutName(string setting) =>
        setting.StartsWith("Events__Authorization__", StringComparison.Ordinal) ? "Events__Authorization" : setting;

    private static IEnumerable<string> Read() =>
        ScimHostServices.SettingNames.Select(name => name.Replace(":", "__", StringComparison.Ordinal));
}
