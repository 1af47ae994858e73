using System.Globalization;

namespace Scim.Cli.Running;

/// <summary>A length of time on the command line, such as <c>30m</c>, <c>36h</c> or <c>7d</c>.</summary>
internal static class Duration
{
    private const int Most = 100_000;

    /// <summary>Reads a whole number of minutes, hours or days, over 0 and at most 100,000; null if the text is none.</summary>
    public static TimeSpan? Read(string text)
    {
        if (text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is 0 or > Most)
            return null;
        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }
}
