using System.Diagnostics;
using System.Text.Json;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Docs;

/// <summary>The commands of docs/api.md that get the document, run by a shell as they stand there.</summary>
public sealed class ApiPageTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task The_document_is_got_as_the_page_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        var client = ScimOf(AccountUnderTest.WithSchemas);
        var address = new Uri(client.ScimBase).GetLeftPart(UriPartial.Authority);
        var script = Assert.Single(MarkdownSection.Read("docs/api.md", "Get it").Blocks("sh"));
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("sh", ["-e", "-c", script.Replace("http://localhost:7071", address, StringComparison.Ordinal)])
        {
            WorkingDirectory = folder.Path,
        };
        start.Environment["TOKEN"] = client.Token;

        using var shell = Process.Start(start)!; // null only with UseShellExecute
        await shell.WaitForExitAsync(Cancellation);

        Assert.Equal(0, shell.ExitCode);
        var (general, own) = (Read("openapi.json"), Read("openapi.own.json"));
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "openapi.json"), Cancellation)), general));
        Assert.False(JsonElement.DeepEquals(general, own));

        JsonElement Read(string name) => JsonElement.Parse(File.ReadAllText(Path.Combine(folder.Path, name)));
    }
}
