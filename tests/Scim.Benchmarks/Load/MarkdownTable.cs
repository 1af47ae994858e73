using System.Globalization;
using System.Text;

namespace Scim.Benchmarks.Load;

/// <summary>A table as documents have it.</summary>
internal static class MarkdownTable
{
    public static string Of(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<object>> rows)
    {
        var text = new StringBuilder()
            .AppendLine($"| {string.Join(" | ", heads)} |")
            .AppendLine($"|{string.Join('|', heads.Select((_, place) => place == 0 ? "---" : "---:"))}|");
        foreach (var row in rows)
            text.AppendLine($"| {string.Join(" | ", row.Select(Cell))} |");
        return text.ToString();
    }

    private static string Cell(object value) => value switch
    {
        double number when Math.Abs(number) >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) >= 10 => number.ToString("N1", CultureInfo.InvariantCulture),
        double number => number.ToString("N2", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
