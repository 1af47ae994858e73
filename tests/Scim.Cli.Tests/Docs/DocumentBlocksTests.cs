using System.Text.Json;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>No block of a document is without a test.</summary>
public sealed class DocumentBlocksTests
{
    private const string Output = "";

    /// <summary>Languages of which a test has every block, wherever it stands.</summary>
    private static readonly Dictionary<string, string> Languages = new()
    {
        ["sh"] = nameof(DocumentCommandsTests),
        ["http"] = "RequestDocumentTests",
        ["kusto"] = "QueryTests",
    };

    /// <summary>The other blocks, how many of them a section has, and the test that compares them with what the product does.</summary>
    private static readonly Dictionary<(string File, string Section, string Language), (int Count, string Test)> Compared = new()
    {
        [("README.md", "First requests", "json")] = (4, "FirstRequestsTests"),
        [("docs/architecture.md", "The projects", Output)] = (1, "ArchitectureDocumentTests"),
        [("docs/connect/onelogin.md", "Fields", "json")] = (1, nameof(ConnectorFormTests)),
        [("docs/operations.md", "Schemas of an account's own", "json")] = (1, nameof(SchemaDocumentTests)),
        [("docs/operations.md", "Signing keys", "json")] = (1, nameof(SigningKeyDocumentTests)),
        [("docs/operations.md", "Why provisioning fails", Output)] = (3, nameof(FailureDocumentTests)),
        [("docs/verify.md", "What it says", "json")] = (1, nameof(VerifyDocumentTests)),
        [("docs/verify.md", "What it says", Output)] = (1, nameof(VerifyDocumentTests)),
    };

    [Fact]
    public void Each_is_run_or_compared_by_a_test()
    {
        var found = MarkdownDocument.All
            .SelectMany(document => document.Blocks, (document, block) => (Key: (document.File, block.Section, block.Language), block.Line))
            .Where(block => !Languages.ContainsKey(block.Key.Language))
            .GroupBy(block => block.Key, block => block.Line)
            .ToList();

        var unseen = found
            .Where(blocks => Compared.GetValueOrDefault(blocks.Key).Count != blocks.Count())
            .Select(blocks =>
                $"{blocks.Key.File}:{string.Join(',', blocks)}: {blocks.Count()} of the language '{blocks.Key.Language}', of which tests "
                + $"see {Compared.GetValueOrDefault(blocks.Key).Count}. If these are commands, write sh behind the fence; if a request, "
                + $"http. Else compare each in a test with what the product does, and name the test in {nameof(DocumentBlocksTests)}.")
            .ToList();
        Assert.True(unseen.Count == 0, string.Join('\n', unseen));
        Assert.Empty(Compared.Keys.Except(found.Select(blocks => blocks.Key)));
    }

    [Fact]
    public void The_tests_that_compare_them_read_their_documents()
    {
        Assert.All(Compared, compared =>
            Assert.Contains(Path.GetFileName(compared.Key.File), SourceOf(compared.Value.Test), StringComparison.Ordinal));
        Assert.All(Languages.Values, test => Assert.Contains("Document", SourceOf(test), StringComparison.Ordinal));
    }

    [Fact]
    public void All_JSON_can_be_read()
    {
        var blocks = MarkdownDocument.All.SelectMany(
            document => document.Blocks.Where(block => block.Language == "json"),
            (document, block) => (Place: $"{document.File}:{block.Line}", block.Text));
        var spans = MarkdownDocument.All.SelectMany(
            document => document.Spans.Where(span => span.Text.StartsWith("{\"", StringComparison.Ordinal)),
            (document, span) => (Place: $"{document.File}:{span.Line}", span.Text));

        var faults = blocks.Concat(spans).Where(json => !IsJson(json.Text))
            .Select(json => $"{json.Place}: this is no JSON: {json.Text}")
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static bool IsJson(string text)
    {
        try
        {
            _ = JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The source of a class of tests, in whatever project.</summary>
    private static string SourceOf(string test) => File.ReadAllText(Assert.Single(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), $"{test}.cs", SearchOption.AllDirectories)));
}
