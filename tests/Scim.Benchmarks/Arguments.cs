using System.Globalization;

namespace Scim.Benchmarks;

/// <summary>The command's options, as <c>--name value</c>.</summary>
internal sealed class Arguments(string[] args)
{
    public string? Text(string name) => Array.IndexOf(args, $"--{name}") is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    public int Number(string name, int absent) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : absent;

    public int[] Numbers(string name, string absent) =>
        [.. (Text(name) ?? absent).Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    public TimeSpan Seconds(string name, double absent) =>
        TimeSpan.FromSeconds(Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : absent);
}
