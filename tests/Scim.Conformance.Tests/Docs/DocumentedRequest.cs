using Scim.Testing;
using Scim.Testing.Shell;

namespace Scim.Conformance.Tests.Docs;

/// <summary>A request that a document has.</summary>
/// <param name="Place">The file and the line.</param>
/// <param name="Method">Its method.</param>
/// <param name="Target">Its path, with the query if it has one.</param>
/// <param name="Fields">Its header fields.</param>
/// <param name="Body">Its body; empty without one.</param>
internal sealed record DocumentedRequest(
    string Place, string Method, string Target, IReadOnlyDictionary<string, string> Fields, string Body)
{
    private const string Form = "application/x-www-form-urlencoded";

    // The options that documents use, by whether a value follows.
    private static readonly string[] Alone = ["-f", "-s", "-S", "-G"];
    private static readonly string[] WithValue = ["-d", "-H", "-X", "-o", "-u", "-w", "--data-urlencode", "--retry"];

    /// <summary>The requests of all documents, by curl or as they go over the wire.</summary>
    public static IEnumerable<DocumentedRequest> All() => MarkdownDocument.All.SelectMany(document => document.Blocks.SelectMany(block =>
    {
        var place = $"{document.File}:{block.Line}";
        return block.Language switch
        {
            "sh" => ShellScript.Commands(block.Text).Where(command => command.Words is ["curl", ..])
                .Select(command => OfCurl(place, command.Words)),
            "http" => [OfWire(place, block.Text)],
            _ => [],
        };
    }));

    /// <summary>The request of a command.</summary>
    /// <exception cref="FormatException">It has an option that is not known.</exception>
    public static DocumentedRequest OfCurl(string place, IReadOnlyList<string> words)
    {
        var options = new List<(string Name, string Value)>();
        string? url = null;
        for (var index = 1; index < words.Count; index++)
        {
            if (!words[index].StartsWith('-')) url = words[index];
            foreach (var name in OptionsOf(words[index]))
            {
                if (!Alone.Contains(name) && !WithValue.Contains(name)) throw new FormatException($"{place}: {name} of curl is not known.");
                options.Add((name, WithValue.Contains(name) ? words[++index] : ""));
            }
        }
        var fields = FieldsOf(Of("-H"));
        if (Of("-u").Any()) fields["Authorization"] = "Basic";
        var (data, query) = (string.Join('&', Of("-d")), string.Join('&', Of("--data-urlencode")));
        if (data.Length > 0) fields.TryAdd("Content-Type", Form);
        var target = new Uri(url ?? throw new FormatException($"{place}: curl has no address.")).PathAndQuery;
        return new(
            place,
            Of("-X").SingleOrDefault(data.Length > 0 ? "POST" : "GET"),
            Of("-G").Any() ? $"{target}?{query}" : target,
            fields,
            data);

        IEnumerable<string> Of(string name) => options.Where(option => option.Name == name).Select(option => option.Value);
    }

    /// <summary>The request that a text has as it goes over the wire.</summary>
    public static DocumentedRequest OfWire(string place, string text)
    {
        var parts = text.Split("\n\n", 2);
        var lines = parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line = lines[0].Split(' ');
        return new(
            place,
            line[0],
            line[1],
            FieldsOf(lines.Skip(1)),
            parts.ElementAtOrDefault(1)?.Trim() ?? "");
    }

    /// <summary>The options of a word, which may have several letters behind one dash; none of a word that is no option.</summary>
    private static IEnumerable<string> OptionsOf(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) ? [word] : word.StartsWith('-') ? word[1..].Select(letter => $"-{letter}") : [];

    private static Dictionary<string, string> FieldsOf(IEnumerable<string> lines) =>
        lines.Select(line => line.Split(": ", 2)).ToDictionary(field => field[0], field => field[1], StringComparer.OrdinalIgnoreCase);
}
