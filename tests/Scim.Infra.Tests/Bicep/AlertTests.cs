using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scim.Infra.Tests.Bicep;

/// <summary>Who is told of what.</summary>
public sealed partial class AlertTests
{
    private const string Rules = "Microsoft.Insights/scheduledQueryRules";

    public static TheoryData<string> Sets => ["small", "full"];

    /// <summary>Else an alert says that a client was denied, and not which.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void An_alert_names_what_its_query_tells_apart(string set)
    {
        var rules = Snapshot.Resources(set).OfType(Rules).ToList();
        foreach (var criterion in rules.Select(Criterion))
        {
            var told = criterion.GetProperty("dimensions").EnumerateArray().Select(dimension => dimension.GetProperty("name").GetString());
            // Each has a query.
            Assert.Equal(
                KeyPattern().Matches(criterion.GetProperty("query").GetString()!).Select(match => match.Groups["name"].Value), told);
        }
        Assert.Equal(
            ["account", "client", "client", "stream", "stream"],
            rules.SelectMany(rule => Criterion(rule).GetProperty("dimensions").EnumerateArray())
                .Select(dimension => dimension.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    /// <summary>An app that does not start sends nothing, as one that has scaled to zero.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void One_rises_when_the_app_does_not_start(string set)
    {
        var resources = Snapshot.Resources(set);
        var check = resources.OfType("Microsoft.Insights/webtests").Single();
        var properties = check.GetProperty("properties");
        Assert.Contains("/health", properties.GetProperty("Request").GetProperty("RequestUrl").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, properties.GetProperty("ValidationRules").GetProperty("ExpectedHttpStatusCode").GetInt32());
        Assert.Contains(check.GetProperty("tags").EnumerateObject(), tag => tag.Name.StartsWith("hidden-link:", StringComparison.Ordinal));

        var alert = resources.PropertiesOf("Microsoft.Insights/metricAlerts");
        Assert.Equal(check.GetProperty("id").GetString(), alert.GetProperty("criteria").GetProperty("webTestId").GetString());
        Assert.Contains(
            check.GetProperty("id").GetString(), alert.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.InRange(
            alert.GetProperty("criteria").GetProperty("failedLocationCount").GetInt32(),
            2,
            properties.GetProperty("Locations").GetArrayLength());
    }

    [Fact]
    public void Nobody_is_written_to_unless_a_receiver_is_named()
    {
        Assert.Empty(Snapshot.Resources("small").OfType("Microsoft.Insights/actionGroups"));
        Assert.Empty(Receivers("small"));

        var group = Snapshot.Resources("full").OfType("Microsoft.Insights/actionGroups").Single().GetProperty("id").GetString();
        Assert.Equal(Enumerable.Repeat(group, 8), Receivers("full"));
    }

    private static IEnumerable<string?> Receivers(string set) =>
    [
        .. Snapshot.Resources(set).OfType(Rules)
            .SelectMany(rule => rule.GetProperty("properties").GetProperty("actions").GetProperty("actionGroups").EnumerateArray())
            .Select(group => group.GetString()),
        .. Snapshot.Resources(set).PropertiesOf("Microsoft.Insights/metricAlerts").GetProperty("actions").EnumerateArray()
            .Select(action => action.GetProperty("actionGroupId").GetString()),
    ];

    private static JsonElement Criterion(JsonElement rule) =>
        Assert.Single(rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf").EnumerateArray());

    [GeneratedRegex(@"\bby (?<name>[a-z]+) = ")]
    private static partial Regex KeyPattern();
}
