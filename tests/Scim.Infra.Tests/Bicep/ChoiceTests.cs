using System.Text.Json;

namespace Scim.Infra.Tests.Bicep;

/// <summary>What parameters change.</summary>
public sealed class ChoiceTests
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string Principal = "22222222-2222-2222-2222-222222222222";

    /// <summary>The platform refuses one always-ready instance in two zones.</summary>
    [Theory]
    [InlineData(true, 0, 2)]
    [InlineData(true, 1, 2)]
    [InlineData(true, 3, 3)]
    [InlineData(false, 1, 1)]
    public async Task Two_instances_at_least_are_ready_in_two_zones(bool zoneRedundancy, int asked, int given)
    {
        var resources = await Snapshot.ExpandAsync(
            $"zoneRedundancy = {(zoneRedundancy ? "true" : "false")}", $"alwaysReadyInstances = {asked}");
        var ready = Assert.Single(Scale(resources).GetProperty("alwaysReady").EnumerateArray());
        Assert.Equal(("http", given), (ready.GetProperty("name").GetString(), ready.GetProperty("instanceCount").GetInt32()));
    }

    [Fact]
    public void None_is_ready_unless_asked_for() =>
        Assert.Empty(Scale(Snapshot.Resources("small")).GetProperty("alwaysReady").EnumerateArray());

    /// <summary>A pipeline deploys as a service principal, and azd does not say so.</summary>
    [Fact]
    public async Task What_a_principal_is_need_not_be_known()
    {
        var resources = await Snapshot.ExpandAsync($"principalId = '{Principal}'");
        var roles = resources.OfType(Assignments).Select(assignment => assignment.GetProperty("properties"))
            .Where(properties => properties.GetProperty("principalId").GetString() == Principal).ToList();
        Assert.Equal(2, roles.Count);
        Assert.All(roles, role => Assert.False(role.TryGetProperty("principalType", out _), role.ToString()));
    }

    /// <summary>A preview of the platform.</summary>
    [Fact]
    public void Requests_are_drained_only_where_that_is_asked_for()
    {
        Assert.False(Configuration(Snapshot.Resources("small")).TryGetProperty("siteUpdateStrategy", out _));
        Assert.Equal(
            "RollingUpdate", Configuration(Snapshot.Resources("full")).GetProperty("siteUpdateStrategy").GetProperty("type").GetString());
    }

    [Fact]
    public void Telemetry_has_a_daily_cap_only_where_one_is_given()
    {
        Assert.Equal(-1, Cap("small"));
        Assert.Equal(2, Cap("full"));
    }

    [Fact]
    public async Task Health_is_asked_as_often_as_one_likes()
    {
        Assert.Equal(900, Frequency(Snapshot.Resources("small")));
        Assert.Equal(300, Frequency(Snapshot.Resources("full")));
        var never = await Snapshot.ExpandAsync("healthCheckMinutes = 0");
        Assert.Empty(never.OfType("Microsoft.Insights/webtests").Concat(never.OfType("Microsoft.Insights/metricAlerts")));
    }

    private static JsonElement Configuration(IEnumerable<JsonElement> resources) =>
        resources.PropertiesOf("Microsoft.Web/sites").GetProperty("functionAppConfig");

    private static JsonElement Scale(IEnumerable<JsonElement> resources) => Configuration(resources).GetProperty("scaleAndConcurrency");

    private static int Cap(string set) => Snapshot.Resources(set).PropertiesOf("Microsoft.OperationalInsights/workspaces")
        .GetProperty("workspaceCapping").GetProperty("dailyQuotaGb").GetInt32();

    private static int Frequency(IEnumerable<JsonElement> resources) =>
        resources.PropertiesOf("Microsoft.Insights/webtests").GetProperty("Frequency").GetInt32();
}
