using Scim.Cli.Tests.Requests;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>What an operator reads of failing provisioning, as docs/operations.md shows it.</summary>
public sealed class FailureDocumentTests : IAsyncLifetime
{
    private static readonly ClientId Okta = ClientId.Parse("01a1f3c2-0b52-7c1e-9d3f-5b8e6f2a4c10");
    private static readonly DateTimeOffset Morning = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    private LoggedCli _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static MarkdownSection Section => MarkdownSection.Read("docs/operations.md", "Why provisioning fails");

    public async ValueTask InitializeAsync()
    {
        _site = await LoggedCli.StartAsync();
        await _site.Get<IClientStore>().AddAsync(
            new OAuthClient
            {
                Id = Okta,
                Account = LoggedCli.Acme,
                Secrets = [],
                Scopes = ["scim"],
                RateLimit = RateLimit.Default,
                Connector = "okta",
            },
            Cancel);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_shows_what_the_commands_print()
    {
        await LogAsync();
        var (commands, outputs) = (Section.Blocks("sh"), Section.Blocks(""));

        Assert.Equal(Lines(outputs[0]), await RunAsync(commands[0]));
        Assert.Equal(Lines(outputs[2]), await RunAsync(commands[3]));
        Assert.Equal(0, (await _site.Commands.RunAsync(Words(commands[1]))).ExitCode);
    }

    [Fact]
    public async Task It_shows_what_the_summary_says_when_all_is_well()
    {
        await _site.AddTrafficAsync(granted: 3);

        Assert.Equal(Lines(Section.Blocks("")[1]), await RunAsync(Section.Blocks("sh")[2]));
    }

    private async Task LogAsync()
    {
        const string NoName = "name.familyName is required and must not be blank.";
        var creation = LoggedCli.Entry(400, "invalidValue", NoName) with
        {
            Client = Okta,
            Attributes = ["userName", "name", "emails", "active"],
            NameMark = _site.Log.NameMark("ada@example.com"),
        };
        await _site.AddAsync(creation with
        {
            Id = Guid.NewGuid(),
            When = Morning.AddSeconds(842),
            CorrelationId = "3f0c1e5a9b7d4c2e8a6f0d1b2c3e4f50",
        });
        await _site.AddAsync(creation with
        {
            Id = Guid.NewGuid(),
            When = Morning.AddSeconds(4_445),
            CorrelationId = "7b9e2d4c6f8a41b3958d7c0e1f2a3b4c",
        });
        await _site.AddAsync(LoggedCli.Entry(404, detail: "Resource not found.", operation: "PatchUser") with
        {
            Client = Okta,
            When = Morning.AddSeconds(3_760),
            User = new UserId(Guid.Parse("01a1e0d4-93a1-7d20-8b1e-2f6a7c9d0e11")),
            CorrelationId = "c4d5e6f708192a3b4c5d6e7f80910213",
        });
        var counts = new RequestTraffic(LoggedCli.Acme, Morning, Okta, "one")
        {
            Answered = [new AnsweredRequests("ListUsers", 2, 1_204)],
        };
        await _site.Log.WriteAsync(new RequestBatch(LoggedCli.Acme, [], [counts]), Cancel);
    }

    /// <summary>What a command prints whatever the day is.</summary>
    private async Task<IEnumerable<string>> RunAsync(string command)
    {
        var words = Words(command);
        var result = await _site.Commands.RunAsync(words.Contains("--since") ? [.. words.SkipLast(2)] : words);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return Lines(result.Output);
    }

    /// <summary>The lines of a text, each word with one space before the next, without the lines that only part others.</summary>
    private static IEnumerable<string> Lines(string text) =>
    [
        .. text.Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(line => line.Any(char.IsLetterOrDigit)),
    ];

    private static string[] Words(string command) => command.TrimEnd()["scim ".Length..].Split(' ');
}
