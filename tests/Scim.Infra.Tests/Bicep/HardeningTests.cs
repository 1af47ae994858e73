using System.Text.RegularExpressions;

namespace Scim.Infra.Tests.Bicep;

/// <summary>What must hold whatever else changes.</summary>
public sealed partial class HardeningTests
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string TableDataContributor = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3";

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
        Assert.DoesNotContain(settings["AzureWebJobsStorage__accountName"], settings["TableStorage__Endpoint"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_app_is_entered_by_https_only_and_published_to_with_identities_only(string set)
    {
        var site = Snapshot.Resources(set).OfType("Microsoft.Web/sites").Single().GetProperty("properties");
        Assert.True(site.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("1.2", site.GetProperty("siteConfig").GetProperty("minTlsVersion").GetString());
        Assert.Equal("Disabled", site.GetProperty("siteConfig").GetProperty("ftpsState").GetString());
        var policies = Snapshot.Resources(set).OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, policies.Count);
        Assert.DoesNotContain(policies, policy => policy.GetProperty("properties").GetProperty("allow").GetBoolean());
    }

    /// <summary>A query's address holds what was searched for, which is mostly an e-mail address.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void No_log_with_query_strings_is_kept(string set)
    {
        var logs = Snapshot.Resources(set).OfType("Microsoft.Insights/diagnosticSettings")
            .SelectMany(setting => setting.GetProperty("properties").TryGetProperty("logs", out var kept) ? kept.EnumerateArray() : []);
        Assert.Equal(["FunctionAppLogs"], logs.Select(log => log.TryGetProperty("category", out var category) ? category.GetString() : log.ToString()));
    }

    [Fact]
    public void Nobody_is_written_to_unless_a_receiver_is_named()
    {
        Assert.Empty(Snapshot.Resources("small").OfType("Microsoft.Insights/actionGroups"));
        Assert.Single(Snapshot.Resources("full").OfType("Microsoft.Insights/actionGroups"));
        Assert.Equal(4, Snapshot.Resources("small").OfType("Microsoft.Insights/scheduledQueryRules").Count());
    }

    [Fact]
    public void The_private_network_has_the_subnet_that_Flex_Consumption_needs()
    {
        Assert.Empty(Snapshot.Resources("small").OfType("Microsoft.Network/virtualNetworks"));
        var subnets = Snapshot.Resources("full").OfType("Microsoft.Network/virtualNetworks").Single()
            .GetProperty("properties").GetProperty("subnets").EnumerateArray().ToDictionary(subnet => subnet.GetProperty("name").GetString()!); // Each has one.
        var delegations = subnets["app"].GetProperty("properties").GetProperty("delegations").EnumerateArray();
        Assert.Equal("Microsoft.App/environments", delegations.Single().GetProperty("properties").GetProperty("serviceName").GetString());
        Assert.Equal(2, Snapshot.Resources("full").OfType("Microsoft.Network/privateEndpoints").Count());
        Assert.Equal(2, Snapshot.Resources("full").OfType("Microsoft.Network/privateDnsZones").Count());
    }

    [Fact]
    public void App_and_deployer_have_these_roles_and_no_others()
    {
        string[] app = ["3913510d-42f4-4e42-8a64-420c390055eb", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", TableDataContributor];
        Assert.Equal(app.Order(StringComparer.Ordinal), Roles("small"));
        Assert.Equal(app.Append(TableDataContributor).Order(StringComparer.Ordinal), Roles("full"));

        var deployer = Assert.Single(Snapshot.Resources("full").OfType(Assignments), role =>
            role.GetProperty("properties").GetProperty("principalId").GetString() == "11111111-1111-1111-1111-111111111111").GetProperty("properties");
        Assert.Contains(TableDataContributor, deployer.GetProperty("roleDefinitionId").GetString(), StringComparison.Ordinal);
        Assert.Equal("ServicePrincipal", deployer.GetProperty("principalType").GetString());
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
