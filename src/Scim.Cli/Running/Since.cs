using System.CommandLine;
using System.Globalization;

namespace Scim.Cli.Running;

/// <summary>A time on the command line: an instant, or how long ago, such as <c>36h</c> or <c>7d</c>.</summary>
/// <param name="Instant">The instant; null if <paramref name="Ago"/> is given.</param>
/// <param name="Ago">How long before now.</param>
internal sealed record Since(DateTimeOffset? Instant, TimeSpan Ago)
{
    /// <summary>The option <c>--since</c>.</summary>
    public static Option<Since> Option() => new("--since")
    {
        Description = "Only what happened since then.",
        HelpName = "TIME|36h|7d",
        CustomParser = result =>
        {
            if (result.Tokens is [var token] && Read(token.Value) is { } since) return since;
            result.AddError("--since takes a time such as 2026-01-31T12:00:00Z, or how long ago: 30m, 36h, 7d.");
            return null;
        },
    };

    /// <summary>The instant that is meant.</summary>
    public DateTimeOffset At(DateTimeOffset now) => Instant ?? now - Ago;

    private static Since? Read(string text)
    {
        if (Duration.Read(text) is { } ago) return new Since(null, ago);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new Since(instant, TimeSpan.Zero)
            : null;
    }
}
