using Scim.Cli.Users;
using Spectre.Console.Testing;

namespace Scim.Cli.Tests.Users;

public sealed class ImportProgressTests
{
    [Fact]
    public async Task A_person_sees_how_far_it_is()
    {
        using var console = new TestConsole().Interactive();
        console.Profile.Width = 120;

        await RunAsync(console, users: 4);

        Assert.Contains("Importing users", console.Output, StringComparison.Ordinal);
        Assert.Contains("100%", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_is_done_at_once()
    {
        using var console = new TestConsole().Interactive();

        await RunAsync(console, users: 0);

        Assert.Contains("Importing users", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_output_is_redirected_it_shows_nothing()
    {
        using var console = new TestConsole();

        await RunAsync(console, users: 4);

        Assert.Empty(console.Output);
    }

    private static Task RunAsync(TestConsole console, int users) => ImportProgress.RunAsync(console, users, done =>
    {
        for (var user = 0; user < users; user++) done();
        return Task.CompletedTask;
    });
}
