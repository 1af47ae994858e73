using Scim.Testing;

namespace Scim.Infra.Tests.Bicep;

/// <summary>The templates are formatted as Bicep does it.</summary>
public sealed class FormatTests(FormattedTemplates formatted) : IClassFixture<FormattedTemplates>
{
    public static TheoryData<string> Files => [.. BicepCli.Files()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task They_are_formatted(string file) => Assert.Equal(
        await formatted.ReadAsync(file),
        await File.ReadAllTextAsync(Path.Combine(BicepCli.Folder, file), TestContext.Current.CancellationToken));
}

/// <summary>A copy of the templates that Bicep has formatted: all at once, since each of its runs takes seconds to start.</summary>
public sealed class FormattedTemplates : IAsyncLifetime
{
    private readonly TemporaryFolder _copy = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var file in BicepCli.Files().Append("bicepconfig.json"))
        {
            var to = Path.Combine(_copy.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!); // It has one.
            File.Copy(Path.Combine(BicepCli.Folder, file), to);
        }
        var result = await BicepCli.RunAsync("format", "--pattern", Path.Combine(_copy.Path, "**", "*.bicep*"));
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    /// <summary>What a file of the templates is as Bicep formats it.</summary>
    public Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(Path.Combine(_copy.Path, file), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _copy.Dispose();
        return ValueTask.CompletedTask;
    }
}
