using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Infra.Tests.Bicep;

/// <summary>What azd hands over is what the template gets.</summary>
public sealed partial class DeploymentParametersTests
{
    // Three tests read it; to compile it takes seconds.
    private static readonly Lazy<Task<(JsonNode Parameters, JsonNode Template)>> Least = new(() => CompileAsync(
        ("AZURE_ENV_NAME", "test"), ("AZURE_LOCATION", "westeurope"), ("AZURE_PRINCIPAL_ID", "")));

    [Fact]
    public async Task With_an_empty_environment_the_defaults_of_the_template_are_deployed()
    {
        var (parameters, template) = await Least.Value;
        foreach (var (name, definition) in template["parameters"]!.AsObject()) // A template has them.
        {
            if (definition!["defaultValue"] is { } value && name != "resourceGroupName")
                Assert.Equal((name, value.ToJsonString()), (name, parameters[name]!["value"]!.ToJsonString())); // Compiled with a value.
        }
    }

    [Fact]
    public async Task Every_parameter_can_be_set_from_the_environment()
    {
        var (parameters, template) = await CompileAsync(
            ("AZURE_ENV_NAME", "prod"), ("AZURE_LOCATION", "swedencentral"), ("AZURE_PRINCIPAL_ID", "p"), ("AZURE_PRINCIPAL_TYPE", "Group"),
            ("SCIM_STORAGE_REDUNDANCY", "Standard_GRS"), ("SCIM_ZONE_REDUNDANCY", "true"), ("SCIM_INSTANCE_MEMORY_MB", "512"),
            ("SCIM_MAXIMUM_INSTANCES", "7"), ("SCIM_ALWAYS_READY_INSTANCES", "1"), ("SCIM_HTTP_CONCURRENCY", "8"),
            ("SCIM_ROLLING_UPDATE", "true"), ("SCIM_PRIVATE_NETWORK", "true"), ("SCIM_NETWORK_ADDRESS_PREFIX", "10.1.0.0/22"),
            ("SCIM_ALERT_EMAIL", "a@example.com"), ("SCIM_HEALTH_CHECK_MINUTES", "10"), ("SCIM_LOG_RETENTION_DAYS", "60"),
            ("SCIM_LOG_DAILY_CAP_GB", "3"), ("SCIM_REQUEST_RETENTION_DAYS", "7"), ("SCIM_AUDIT_RETENTION_DAYS", "800"),
            ("SCIM_PUBLIC_BASE_URL", "https://scim.example.com"),
            ("SCIM_CLIENT_ADDRESS_HEADER", "X-Address"), ("SCIM_ALLOW_PRIVATE_RECEIVERS", "true"),
            ("SCIM_RECEIVER_AUTHORIZATIONS", "A=a"), ("SCIM_TABLE_PREFIX", "Prod"));
        // A template has them.
        var names = template["parameters"]!.AsObject().Select(parameter => parameter.Key).Where(name => name != "resourceGroupName");
        Assert.Equal(
            """
            "prod" "swedencentral" "p" "Group" "Standard_GRS" true 512 7 1 8 true true "10.1.0.0/22" "a@example.com" 10 60 3 7 800
            "https://scim.example.com" "X-Address" true "A=a" "Prod"
            """.ReplaceLineEndings(" "),
            string.Join(' ', names.Select(name => parameters[name]!["value"]!.ToJsonString()))); // Compiled with a value.
    }

    [Fact]
    public async Task The_document_names_every_value_that_is_read()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "deploy.md"), TestContext.Current.CancellationToken);
        var file = await File.ReadAllTextAsync(Path.Combine(BicepCli.Folder, "main.bicepparam"), TestContext.Current.CancellationToken);
        var names = NamePattern().Matches(file)
            .Select(match => match.Groups["name"].Value)
            .Where(name => name != "AZURE_ENV_NAME") // azd env new
            .ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_hook_signs_in_to_the_tenant_of_the_subscription() =>
        // A template has them.
        Assert.Equal(
            "[tenant().tenantId]", (await Least.Value).Template["outputs"]!["AZURE_TENANT_ID"]!["value"]!.GetValue<string>());

    [Fact]
    public async Task Every_parameter_and_output_is_described()
    {
        var (_, template) = await Least.Value;
        Assert.All(
            template["parameters"]!.AsObject().Concat(template["outputs"]!.AsObject()), // A template has them.
            item => Assert.True(item.Value!["metadata"]?["description"] is not null, item.Key));
    }

    private static async Task<(JsonNode Parameters, JsonNode Template)> CompileAsync(params (string Name, string Value)[] environment)
    {
        var result = await BicepCli.RunAsync(environment, "build-params", "main.bicepparam", "--stdout");
        Assert.Equal(0, result.ExitCode);
        var answer = JsonNode.Parse(result.Output)!;
        return (Read("parametersJson")["parameters"]!, Read("templateJson")); // Bicep writes both.

        JsonNode Read(string member) => JsonNode.Parse(answer[member]!.GetValue<string>())!;
    }

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>[A-Z_]+)'")]
    private static partial Regex NamePattern();
}
