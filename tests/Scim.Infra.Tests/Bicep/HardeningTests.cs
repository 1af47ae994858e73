using System.Text.RegularExpressions;

namespace Scim.Infra.Tests.Bicep;

/// <summary>What must hold whatever else changes.</summary>
public sealed partial class HardeningTests
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";
    private const string BlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string MetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";
    private const string SecretsOfficer = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";

    public static TheoryData<string> Sets => ["small", "full"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Storage_lets_in_identities_only_and_users_have_an_account_of_their_own(string set)
    {
        var accounts = Snapshot.Resources(set).OfType("Microsoft.Storage/storageAccounts").ToList();
        Assert.Equal(2, accounts.Count);
        foreach (var properties in accounts.Select(account => account.GetProperty("properties")))
        {
            Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.True(properties.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
            Assert.Equal("TLS1_2", properties.GetProperty("minimumTlsVersion").GetString());
            Assert.Equal(set == "full" ? "Disabled" : "Enabled", properties.GetProperty("publicNetworkAccess").GetString());
        }
        var settings = Snapshot.AppSettings(set);
        var names = accounts.Select(account => account.GetProperty("name").GetString()!).ToList(); // Each has one.
        var host = Assert.Single(names, name => settings["AzureWebJobsStorage__blobServiceUri"].Contains(name, StringComparison.Ordinal));
        var users = Assert.Single(names, name => settings["TableStorage__Endpoint"].Contains(name, StringComparison.Ordinal));
        Assert.NotEqual(host, users);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_app_is_entered_by_https_only_and_published_to_with_identities_only(string set)
    {
        var site = Snapshot.Resources(set).OfType("Microsoft.Web/sites").Single().GetProperty("properties");
        Assert.True(site.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("1.2", site.GetProperty("siteConfig").GetProperty("minTlsVersion").GetString());
        Assert.False(site.GetProperty("siteConfig").TryGetProperty("ftpsState", out _)); // Flex Consumption refuses it, and has no FTP.
        var policies = Snapshot.Resources(set).OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, policies.Count);
        Assert.DoesNotContain(policies, policy => policy.GetProperty("properties").GetProperty("allow").GetBoolean());
    }

    /// <summary>Given the account's name, the host opens its tables and queues too, where it has no role.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void The_host_knows_the_blob_service_of_its_storage_and_no_other(string set) =>
        Assert.Equal(
            ["AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential"],
            Snapshot.AppSettings(set).Keys
                .Where(name => name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_app_signs_in_as_its_identity_and_tries_nothing_else(string set) =>
        Assert.Equal("ManagedIdentityCredential", Snapshot.AppSettings(set)["AZURE_TOKEN_CREDENTIALS"]);

    /// <summary>They cost, and no query reads them.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void No_metrics_of_the_platform_are_exported(string set)
    {
        var settings = Assert.Single(Snapshot.Resources(set).OfType("Microsoft.Insights/diagnosticSettings"));
        Assert.False(settings.GetProperty("properties").TryGetProperty("metrics", out _));
    }

    /// <summary>An assignment cannot be changed: under the name of the old one, an identity that was made anew would get no role.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void The_name_of_an_assignment_holds_its_principal(string set)
    {
        var unknown = Snapshot.Resources(set).OfType(Assignments)
            .Select(role => (
                Name: role.GetProperty("name").GetString()!, // Each has both.
                Principal: role.GetProperty("properties").GetProperty("principalId").GetString()!))
            .Where(role => role.Principal.StartsWith('[')).ToList();
        Assert.Equal(4, unknown.Count);
        Assert.All(unknown, role => Assert.Contains(role.Principal[1..^1], role.Name, StringComparison.Ordinal));
    }

    /// <summary>A query's address holds what was searched for, which is mostly an e-mail address.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void No_log_with_query_strings_is_kept(string set)
    {
        var logs = Snapshot.Resources(set).OfType("Microsoft.Insights/diagnosticSettings")
            .SelectMany(setting => setting.GetProperty("properties").TryGetProperty("logs", out var kept) ? kept.EnumerateArray() : []);
        Assert.Equal(
            ["FunctionAppLogs"],
            logs.Select(log => log.TryGetProperty("category", out var category) ? category.GetString() : log.ToString()));
    }

    [Fact]
    public void The_private_network_has_the_subnet_that_Flex_Consumption_needs()
    {
        Assert.Empty(Snapshot.Resources("small").OfType("Microsoft.Network/virtualNetworks"));
        var subnets = Snapshot.Resources("full").OfType("Microsoft.Network/virtualNetworks").Single()
            .GetProperty("properties").GetProperty("subnets").EnumerateArray()
            .ToDictionary(subnet => subnet.GetProperty("name").GetString()!); // Each has one.
        var delegations = subnets["app"].GetProperty("properties").GetProperty("delegations").EnumerateArray();
        Assert.Equal("Microsoft.App/environments", delegations.Single().GetProperty("properties").GetProperty("serviceName").GetString());
        Assert.True(subnets["app"].GetProperty("properties").GetProperty("defaultOutboundAccess").GetBoolean()); // It calls out for tokens.
        Assert.Equal(
            ["blob", "table", "vault"],
            Snapshot.Resources("full").OfType("Microsoft.Network/privateEndpoints")
                .Select(endpoint => Assert.Single(
                    endpoint.GetProperty("properties").GetProperty("privateLinkServiceConnections").EnumerateArray()))
                .Select(connection => Assert.Single(
                    connection.GetProperty("properties").GetProperty("groupIds").EnumerateArray()).GetString())
                .Order(StringComparer.Ordinal));
        Assert.Equal(3, Snapshot.Resources("full").OfType("Microsoft.Network/privateDnsZones").Count());
    }

    [Fact]
    public void App_and_deployer_have_these_roles_and_no_others()
    {
        string[] app = [MetricsPublisher, BlobDataOwner, TableDataContributor, SecretsUser];
        Assert.Equal(app.Order(StringComparer.Ordinal), Roles("small"));
        Assert.Equal([.. app.Concat([TableDataContributor, SecretsOfficer]).Order(StringComparer.Ordinal)], Roles("full"));

        var deployer = Snapshot.Resources("full").OfType(Assignments).Select(role => role.GetProperty("properties"))
            .Where(role => role.GetProperty("principalId").GetString() == "11111111-1111-1111-1111-111111111111").ToList();
        Assert.Equal(
            [TableDataContributor, SecretsOfficer],
            deployer.Select(role => RoleId().Match(role.GetProperty("roleDefinitionId").GetString()!).Value)); // Each has one.
        Assert.All(deployer, role => Assert.Equal("ServicePrincipal", role.GetProperty("principalType").GetString()));
    }

    /// <summary>What is deleted, by mistake or not, can be had back for 90 days, and nobody can prevent that.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void The_key_vault_goes_by_roles_and_forgets_nothing(string set)
    {
        var vault = Snapshot.Resources(set).PropertiesOf("Microsoft.KeyVault/vaults");
        Assert.True(vault.GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.True(vault.GetProperty("enableSoftDelete").GetBoolean());
        Assert.True(vault.GetProperty("enablePurgeProtection").GetBoolean());
        Assert.Equal(set == "full" ? "Disabled" : "Enabled", vault.GetProperty("publicNetworkAccess").GetString());
    }

    /// <summary>A template would store the same keys at each deployment, and undo what an operator rotated.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void No_secret_is_written_by_the_template(string set) =>
        Assert.Empty(Snapshot.Resources(set).OfType("Microsoft.KeyVault/vaults/secrets"));

    /// <summary>Unless one is named, it would be an identity that the platform makes, and the app has none of those.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void References_to_the_key_vault_are_read_as_the_identity_of_the_app(string set)
    {
        var site = Snapshot.Resources(set).OfType("Microsoft.Web/sites").Single();
        var identity = Assert.Single(site.GetProperty("identity").GetProperty("userAssignedIdentities").EnumerateObject());
        Assert.Equal(identity.Name, site.GetProperty("properties").GetProperty("keyVaultReferenceIdentity").GetString());
    }

    [Fact]
    public void Users_are_as_redundant_as_instances()
    {
        Assert.Equal(["Standard_LRS", "Standard_LRS"], Redundancies("small"));
        Assert.Equal(["Standard_GZRS", "Standard_ZRS"], Redundancies("full"));
    }

    private static IEnumerable<string?> Redundancies(string set) => Snapshot.Resources(set).OfType("Microsoft.Storage/storageAccounts")
        .Select(account => account.GetProperty("sku").GetProperty("name").GetString()).Order(StringComparer.Ordinal);

    /// <summary>The ids of the role definitions.</summary>
    private static IEnumerable<string> Roles(string set) => Snapshot.Resources(set).OfType(Assignments)
        .Select(role => role.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!) // Each has one.
        .Select(definition => RoleId().Match(definition).Value)
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?='?\\)?\\]?$)")]
    private static partial Regex RoleId();
}
