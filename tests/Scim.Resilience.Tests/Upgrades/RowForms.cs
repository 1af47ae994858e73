using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>
/// The forms of rows: what is the same whenever the same happens. Of keys and texts ids and times are left out, and of numbers the
/// values; hashes stay, but for those of tokens and secrets, which are drawn.
/// </summary>
internal static partial class RowForms
{
    private static readonly ProseColumn[] Prose = [new("Requests", "Detail"), new("EventStreams", "LastError")];

    /// <summary>A line for each kind of row, and each column of it with its type and, of a text, its form.</summary>
    public static SortedSet<string> Of(IEnumerable<StoredRow> rows)
    {
        var forms = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var kind = $"{row.Table} {KeyForm(row, row.Partition)} {KeyForm(row, row.Row)}";
            forms.Add(kind);
            foreach (var name in row.Columns.Keys)
                forms.UnionWith(ColumnForms(row, name).Select(form => $"{kind} {name} {form}"));
        }
        return forms;
    }

    private static string KeyForm(StoredRow row, string key) => row.Table switch
    {
        "StsTokens" => Hexadecimal().IsMatch(key) ? $"{{{key.Length} digits of a hash}}" : key,
        _ => Masked(key),
    };

    private static IEnumerable<string> ColumnForms(StoredRow row, string name)
    {
        var (type, value) = row.Column(name);
        if (type == "Binary" && value is ['{' or '[', ..])
            return Members(JsonElement.Parse(value), "").Distinct().Select(member => $"{type} {member}");
        return type != "String" || Prose.Contains(new(row.Table, name)) ? [type]
            : Hexadecimal().IsMatch(value) && value.Length == 64 && row.Table == "OAuthClients" ? [$"{type} {{hash}}"]
            : [$"{type} {Masked(value)}"];
    }

    private static IEnumerable<string> Members(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Members(member.Value, $"{path}/{member.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Members(item, $"{path}[]")),
        JsonValueKind.True or JsonValueKind.False => [$"{path} Boolean"],
        _ => [$"{path} {value.ValueKind}"],
    };

    private static string Masked(string text) => Ticks().Replace(Uuids().Replace(text, "{id}"), "{ticks}");

    // With hyphens, or as 32 digits that are no part of a hash.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")]
    private static partial Regex Uuids();

    [GeneratedRegex("(?<![0-9a-f])[0-9]{18,19}(?![0-9a-f])")]
    private static partial Regex Ticks();

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex Hexadecimal();

    /// <summary>A column whose text is for people and may be worded anew.</summary>
    private readonly record struct ProseColumn(string Table, string Column);
}
