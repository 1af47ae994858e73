using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Docs;

/// <summary>The first requests of the README and of the page for applications, run by a shell as they stand there.</summary>
public sealed partial class FirstRequestsTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Documented = "http://localhost:7071";

    // A shell is faster than its user, so the last request may be over the rate; curl waits then.
    private const string OverRate = "curl: (22) The requested URL returned error: 429";

    [Fact]
    public async Task They_are_answered_as_the_README_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        var host = await StartHostAsync(new() { ["Demo:RequestsPerSecond"] = "4", ["Demo:Burst"] = "4", ["Demo:Licences"] = "25" });
        var address = new Uri(host.ScimBase).GetLeftPart(UriPartial.Authority);
        var section = MarkdownSection.Read("README.md", "First requests");

        var answers = await RunAsync(string.Join('\n', section.Blocks("sh")).Replace(Documented, address, StringComparison.Ordinal));

        Assert.Equal(
            section.Blocks("json").Select(Comparable),
            answers.Select(answer => Comparable(answer.Replace(address, Documented, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Those_of_the_page_for_applications_make_a_user_and_deactivate_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        var host = await StartHostAsync();
        var address = new Uri(host.ScimBase).GetLeftPart(UriPartial.Authority);
        var blocks = MarkdownSection.Read("docs/connect/your-application.md", "Push, in five minutes").Blocks("sh")
            .Where(block => block.Contains("curl ", StringComparison.Ordinal));

        var answers = await RunAsync(string.Join('\n', blocks).Replace(Documented, address, StringComparison.Ordinal));

        var users = answers.Select(answer => JsonNode.Parse(answer)!).ToList(); // They are objects.
        Assert.Equal([true, false], users.Select(user => (bool?)user["active"]));
        Assert.Equal("ada@example.com", Assert.Single(users.Select(user => (string?)user["userName"]).Distinct()));
    }

    /// <summary>The JSON objects that a script writes, one after another.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec 2>&1\n{script}"])
        {
            RedirectStandardOutput = true,
        })!; // null only with UseShellExecute
        var output = await shell.StandardOutput.ReadToEndAsync(Cancellation);
        await shell.WaitForExitAsync(Cancellation);
        return output.Replace(OverRate, "", StringComparison.Ordinal)
            .Replace("}{", "}\n{", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The document without what differs from run to run: ids, versions and times.</summary>
    private static string Comparable(string json) =>
        Time().Replace(Uuid().Replace(JsonNode.Parse(json)!.ToJsonString(), "UUID"), "TIME");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Time();
}
