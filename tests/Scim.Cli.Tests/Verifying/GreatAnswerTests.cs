using System.Text;
using System.Text.Json;
using Scim.Verification.Examinations;
using Scim.Verification.Exchanges;
using Scim.Verification.Reports;
using Scim.Verification.Rules;
using Scim.Verification.Scratch;

namespace Scim.Cli.Tests.Verifying;

/// <summary>
/// An answer may be wrong in any number of places: they are counted, a few are told of, and none takes the time of all others.
/// </summary>
public sealed class GreatAnswerTests
{
    private const int Many = 300_000;

    [Fact]
    public async Task Thousands_of_authentication_schemes_are_gone_through_once()
    {
        using var service = Instead("/ServiceProviderConfig", $$"""{"authenticationSchemes":[{{Empty(Many)}}]}""");

        var report = await service.VerifyAsync("ServiceProviderConfig says");

        AssertCounts(Assert.Single(report.Checks), 3 * Many);
    }

    [Fact]
    public async Task Thousands_of_attributes_are_gone_through_once()
    {
        using var service = Instead(
            "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User",
            $$"""{"attributes":[{"name":"{{new string('x', 100_000)}}","subAttributes":[{{Empty(Many)}}]}]}""");

        var report = await service.VerifyAsync("Schemas describes every attribute");

        AssertCounts(Assert.Single(report.Checks), 4 * Many);
    }

    [Fact]
    public void A_stop_ends_the_noting_of_faults()
    {
        var stopped = new CancellationToken(canceled: true);
        var examination = new Examination(
            "https://scim.example.com", null!, new ScratchNames(), new ServiceClaims(), TimeProvider.System, stopped); // It has no users.

        Assert.Throws<OperationCanceledException>(examination.NoteOdd);
    }

    [Fact]
    public void Thousands_of_extensions_that_no_schema_names_are_told_of_by_a_few()
    {
        var members = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"urn:{i}\":1"));
        var body = JsonElement.Parse($$"""{"totalResults":1,"Resources":[{"id":"z",{{members}}}]}""");
        var rules = new RuleBook();

        rules.Observe(new Reply(new SentRequest("GET", "/Users"), 200, new Dictionary<string, string>(), HasContent: true, body));

        var rule = Assert.Single(rules.Examined(), rule => rule.Name.StartsWith("A user lists the schemas", StringComparison.Ordinal));
        Assert.Equal((CheckOutcome.Wrong, 10), (rule.Outcome, rule.Shortcomings.Count));
    }

    [Fact]
    public void Lists_and_objects_of_any_size_are_compared_in_bounds()
    {
        var differences = new JsonDifferences("*", inOrder: false, showsValues: true);
        var list = JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, 20_000))}]");
        var reversed = JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, 20_000).Reverse())}]");
        var members = JsonElement.Parse($$"""{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"m{i}\":1"))}}}""");
        var shorter = JsonElement.Parse("""{"m1":2}""");

        Assert.Empty(differences.Of(members, members));
        Assert.Equal(20_000, differences.Of(members, shorter).Count());
        Assert.NotEmpty(differences.Of(list, reversed));
    }

    [Fact]
    public void A_value_is_shown_as_it_is_whatever_it_was_escaped_as()
    {
        var expected = JsonElement.Parse("\"x\"");
        var came = JsonElement.Parse("\"\\u0074oken\"");

        var difference = Assert.Single(new JsonDifferences("*", inOrder: true, showsValues: true).Of(expected, came));

        Assert.Equal(("the body \"x\"", "\"token\""), difference);
    }

    private static SmallService Instead(string path, string body) => new()
    {
        InItsPlace = (_, asked, _) => asked == path ? SmallService.Answer(200, body) : null,
    };

    private static string Empty(int count) => new StringBuilder().Insert(0, "{},", count).ToString().TrimEnd(',');

    private static void AssertCounts(ExaminedCheck check, int faults)
    {
        Assert.Equal(CheckOutcome.Wrong, check.Outcome);
        Assert.Equal(10, check.Shortcomings.Count);
        Assert.InRange(check.More, faults - 10, faults + 30);
    }
}
