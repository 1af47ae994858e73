using System.Text.RegularExpressions;
using Scim.Infra.Tests.Bicep;
using Scim.Testing;

namespace Scim.Infra.Tests.Queries;

/// <summary>The saved queries.</summary>
public sealed partial class QueryTests
{
    private static readonly string[] Metrics =
        [
            "scim.requests", "scim.request.duration", "scim.denials", "scim.licence.shortages", "scim.storage.requests",
            "scim.storage.retries", "scim.secrets.ending", "scim.events.", "scim.events.delivered", "scim.events.failed",
            "scim.events.setaside", "scim.events.lost", "scim.events.backlog", "scim.events.oldest.age",
        ];

    // The attributes of the metrics and of the spans of requests: RequestTelemetry, ProvisioningMetrics, StorageTelemetry.
    private static readonly string[] Attributes = ["scim.operation", "scim.client", "scim.account", "http.response.status_code", "stream"];

    private static readonly string Folder = Path.Combine(BicepCli.Folder, "queries");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.kql").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_is_in_the_workbook_or_an_alert(string file)
    {
        var module = file.StartsWith("alert-", StringComparison.Ordinal) ? "alerts" : "workbook";
        var template = File.ReadAllText(Path.Combine(BicepCli.Folder, "modules", $"{module}.bicep"));
        Assert.Contains($"loadTextContent('../queries/{file}')", template, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_says_what_it_answers_and_asks_for_metrics_that_there_are(string file)
    {
        var query = File.ReadAllText(Path.Combine(Folder, file));
        Assert.StartsWith("// ", query, StringComparison.Ordinal);
        AssertKnown(query);
    }

    [Fact]
    public void Those_in_documents_ask_for_metrics_that_there_are()
    {
        var queries = MarkdownDocument.All.SelectMany(document => document.Blocks).Where(block => block.Language == "kusto").ToList();

        Assert.NotEmpty(queries);
        Assert.All(queries, query => AssertKnown(query.Text));
    }

    private static void AssertKnown(string query)
    {
        var names = MetricPattern().Matches(query).Select(match => match.Groups["name"].Value).ToList();
        Assert.All(names.Where(name => !query.Contains($"[\"{name}\"]", StringComparison.Ordinal)), name => Assert.Contains(name, Metrics));
        Assert.All(AttributePattern().Matches(query), match => Assert.Contains(match.Groups["name"].Value, Attributes));
        Assert.DoesNotContain("Properties.", query, StringComparison.Ordinal);
    }

    [GeneratedRegex("""Properties\["(?<name>[^"]+)"\]""")]
    private static partial Regex AttributePattern();

    [GeneratedRegex("\"(?<name>scim[.][a-z.]+)\"")]
    private static partial Regex MetricPattern();
}
