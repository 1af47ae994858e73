using System.Globalization;

namespace Scim.Cli.Running;

/// <summary>A length of time on the command line, such as <c>90s</c>, <c>30m</c>, <c>36h</c> or <c>7d</c>.</summary>
internal static class Duration
{
    private const int Most = 100_000;

    /// <summary>Reads a whole number of seconds, minutes, hours or days, over 0 and at most 100,000; null if the text is none.</summary>
    public static TimeSpan? Read(string text)
    {
        if (text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is 0 or > Most)
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
    }

    /// <summary>The length in the greatest of the units that it is a whole number of.</summary>
    public static string ToText(TimeSpan length)
    {
        var (seconds, unit) = (length.Ticks % TimeSpan.TicksPerHour, length.Ticks % TimeSpan.TicksPerMinute) switch
        {
            (0, _) => (3_600, 'h'),
            (_, 0) => (60, 'm'),
            _ => (1, 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds / seconds:0}{unit}");
    }
}
