using System.CommandLine.Parsing;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Cli.Tests.Verifying;
using Scim.Cli.Verifying;
using Scim.Testing;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Docs;

/// <summary>docs/verify.md shows what the command prints.</summary>
public sealed partial class VerifyDocumentTests(VerifiedService service) : IClassFixture<VerifiedService>
{
    private const string Document = "docs/verify.md";

    [Fact]
    public async Task Its_command_is_taken()
    {
        var lines = Assert.Single(MarkdownSection.Read(Document, "Run it").Blocks("sh")).Trim().Split('\n');
        var words = CommandLineParser.SplitCommandLine(lines[1]["scim ".Length..])
            .Select(word => word switch
            {
                "http://localhost:7071/scim/v2" => service.Url,
                "demo" => service.Tenant.Client.Value,
                _ => word,
            });

        var result = await Cli.RunBareAsync(
            [.. words, "--only", "RFC 7643 §5", "--rate", "1000"], ("SCIM_CLIENT_SECRET", service.Tenant.Secret));

        Assert.Equal("export SCIM_CLIENT_SECRET=demo-secret", lines[0]);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Its_report_is_that_of_a_service_with_the_fault()
    {
        var section = MarkdownSection.Read(Document, "What it says");
        using var fault = ServiceFault.InStatus(
            request => request.Method == HttpMethod.Delete, HttpStatusCode.NoContent, HttpStatusCode.OK);
        var text = new StringWriter();
        var answers = new Answers(Terminal.For(text, isRedirected: true), asJson: false);

        var report = await service.VerifyAsync(fault, "RFC 7644 §3.6", new Printed(answers));
        VerificationAnswer.Print(answers, report);

        Assert.Equal(Assert.Single(section.Blocks("")), Neutral(text.ToString()));
        var json = new StringWriter();
        VerificationAnswer.Print(new Answers(Terminal.For(json, isRedirected: true), asJson: true), report);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse(Assert.Single(section.Blocks("json"))),
            JsonElement.Parse(Neutral(json.ToString())).GetProperty("checks")[0]));
    }

    private static string Neutral(string text) => Id().Replace(text, "/Users/ID").ReplaceLineEndings("\n");

    [GeneratedRegex("/Users/[0-9a-f-]{36}")]
    private static partial Regex Id();

    private sealed class Printed(Answers answers) : IProgress<ExaminedCheck>
    {
        public void Report(ExaminedCheck value) => VerificationAnswer.Print(answers, value);
    }
}
