using System.Globalization;
using System.Text.RegularExpressions;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>
/// The forms of rows: what is the same whenever the same happens. The story has a clock of its own, so that times, numbers and texts stay
/// as they are, and of an id the time in it; what is drawn is left out, and what is worded for people. Whether an id is that of another
/// row, too, is told.
/// </summary>
internal sealed partial class RowForms
{
    private static readonly TimeSpan NearStory = TimeSpan.FromHours(1);
    private static readonly ProseColumn[] Prose = [new("Requests", "Detail"), new("EventStreams", "LastError")];

    private readonly DateTimeOffset _time;
    private readonly Dictionary<Guid, int> _rowsOfIds;

    private RowForms(StoredRows rows)
    {
        _time = rows.Time;
        _rowsOfIds = rows.Rows.SelectMany(IdsOf).CountBy(id => id).ToDictionary();
    }

    /// <summary>A line for each row with its keys and columns, ordered.</summary>
    public static IReadOnlyList<string> Of(StoredRows rows)
    {
        var forms = new RowForms(rows);
        return [.. rows.Rows.Select(forms.Of).Order(StringComparer.Ordinal)];
    }

    /// <summary>What tells the forms of now from those before: each row that is in one of both alone.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        var (gone, added) = (before.ToList(), new List<string>());
        foreach (var form in now)
        {
            if (!gone.Remove(form)) added.Add(form);
        }
        return [.. gone.Select(form => $"- {form}"), .. added.Select(form => $"+ {form}")];
    }

    private string Of(StoredRow row) => string.Join(
        " | ",
        [
            $"{row.Table} {KeyForm(row, row.Partition)} {KeyForm(row, row.Row)}",
            .. row.Columns.Keys.Select(name => $"{name} {ColumnForm(row, name)}"),
        ]);

    private string KeyForm(StoredRow row, string key) => row.Table switch
    {
        "StsTokens" => Hexadecimal().IsMatch(key) ? $"{{{key.Length} digits of a hash}}" : key,
        _ => Masked(key),
    };

    private string ColumnForm(StoredRow row, string name)
    {
        var (type, value) = row.Column(name);
        if (Prose.Contains(new(row.Table, name))) return type;
        if (type == "Binary" && value is not ['{' or '[', ..])
            return $"{type} {Masked(Convert.ToHexStringLower(Convert.FromBase64String(value)))}";
        return row.Table == "OAuthClients" && Hexadecimal().IsMatch(value) && value.Length == 64
            ? $"{type} {{hash}}"
            : $"{type} {Masked(value)}";
    }

    /// <summary>The ids of a row, each of them once.</summary>
    private static HashSet<Guid> IdsOf(StoredRow row) =>
        [.. Uuids().Matches($"{row.Partition} {row.Row} {string.Join(' ', row.Columns.Values)}").Select(match => Guid.Parse(match.Value))];

    private string Masked(string text) => Uuids().Replace(text, match =>
    {
        var id = Guid.Parse(match.Value);
        var shared = _rowsOfIds.GetValueOrDefault(id) > 1 ? "" : " of this row alone";
        return $"{{{(match.Value.Contains('-', StringComparison.Ordinal) ? "id" : "short id")} {TimeOf(id)}{shared}}}";
    });

    /// <summary>The time in an id that was made in the story (RFC 9562 §5.7); empty for another.</summary>
    private string TimeOf(Guid id)
    {
        var milliseconds = long.Parse($"{id:N}"[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var apart = milliseconds - _time.ToUnixTimeMilliseconds();
        return id.Version == 7 && Math.Abs(apart) < NearStory.TotalMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)
            : "";
    }

    // With hyphens, or as 32 digits that are no part of a hash; in bytes, a number may stand behind it.
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{32}(?=0[0-2](?![0-9a-f])|(?![0-9a-f]))")]
    private static partial Regex Uuids();

    [GeneratedRegex("^[0-9a-f]+$")]
    private static partial Regex Hexadecimal();

    /// <summary>A column whose text is for people and may be worded anew.</summary>
    private readonly record struct ProseColumn(string Table, string Column);
}
