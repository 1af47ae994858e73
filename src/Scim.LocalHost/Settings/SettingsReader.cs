using System.Globalization;

namespace Scim.LocalHost.Settings;

/// <summary>Reads values of the configuration and gathers what is wrong with them. An empty value is one that is not set.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private const string Unlimited = "unlimited";

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _wrong = [];

    public string Text(string key, string fallback, Func<string, bool> isRight, string rule) =>
        Read(key, fallback, text => (isRight(text), text), rule);

    public bool Flag(string key, bool fallback = false) =>
        Read(key, fallback, text => (bool.TryParse(text, out var flag), flag), "must be true or false");

    public double Number(string key, double fallback, double over, double to) =>
        Read(
            key,
            fallback,
            text => (
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > over && number <= to,
                number),
            string.Create(CultureInfo.InvariantCulture, $"must be a number over {over}, at most {to}"));

    public int WholeNumber(string key, int fallback, int from, int to) => WholeNumberOrNone(key, from, to) ?? fallback;

    public int? WholeNumberOrNone(string key, int from, int to) =>
        Read<int?>(
            key,
            null,
            text => (
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to,
                number),
            string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {from} to {to}"));

    public int? Licences(string key, int fallback) =>
        Read<int?>(
            key,
            fallback,
            text => text.Equals(Unlimited, StringComparison.OrdinalIgnoreCase)
                ? (true, null)
                : (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number), number),
            $"must be a whole number, at least 0, or '{Unlimited}'");

    /// <summary>What stands below a key, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Below(string key)
    {
        _known.Add(key);
        return configuration.GetSection(key).GetChildren().Select(child => KeyValuePair.Create(child.Key, child.Value ?? ""));
    }

    public void Wrong(string what) => _wrong.Add(what);

    /// <summary>Ends the reading. What a section holds besides the keys that were read is wrong, too.</summary>
    /// <exception cref="StartException">Something was wrong; the message says all of it.</exception>
    public void ThrowIfWrong(params IEnumerable<string> sections)
    {
        foreach (var setting in sections.SelectMany(section => configuration.GetSection(section).GetChildren()))
        {
            if (!_known.Contains(setting.Path)) Wrong($"{setting.Path} is no setting");
        }

        if (_wrong.Count > 0) throw new StartException($"Wrong configuration: {string.Join("; ", _wrong)}.");
    }

    private T Read<T>(string key, T fallback, Func<string, (bool IsRight, T Value)> parse, string rule)
    {
        _known.Add(key);
        if (configuration[key] is not { Length: > 0 } text) return fallback;
        var (isRight, value) = parse(text);
        if (!isRight) Wrong($"{key} {rule}");
        return isRight ? value : fallback;
    }
}
