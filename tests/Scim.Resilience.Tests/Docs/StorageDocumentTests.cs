using System.Text.RegularExpressions;
using Scim.Resilience.Tests.Upgrades;
using Scim.Testing;

namespace Scim.Resilience.Tests.Docs;

/// <summary>The tables, keys and columns of docs/storage.md, against rows that the service wrote.</summary>
public sealed partial class StorageDocumentTests
{
    [Fact]
    public async Task Every_row_and_column_is_described_and_nothing_else_is()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in (await (await RowStory.ToldAsync()).RowsAsync()).Rows)
        {
            var kind = KindOf(row.Table, row.Row);
            found.UnionWith(row.Columns.Keys.Select(
                column => $"{row.Table} {kind} {Digits().Replace(column, "")} {row.Column(column).Type}"));
        }

        Assert.Equal(Describe().Order(), found.Order());
    }

    /// <summary>Table, kind of row, column without its number, and type, of each line of the tables.</summary>
    private static HashSet<string> Describe()
    {
        var described = new HashSet<string>(StringComparer.Ordinal);
        var (table, row) = ("", "");
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "storage.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                table = line[3..];
            if (!StoredRows.Tables.Contains(table) || !line.StartsWith("| ", StringComparison.Ordinal))
                continue;
            if (line.Split('|') is not [_, var key, var columns, var type, ..])
                continue;
            if (key.Contains('`', StringComparison.Ordinal))
                row = KindOf(table, key.Trim().Trim('`'));
            described.UnionWith(
                Names().Matches(columns).Select(name => $"{table} {row} {Digits().Replace(name.Groups[1].Value, "")} {type.Trim()}"));
        }
        return described;
    }

    /// <summary>The word of a key that tells its kind of row: the first, the second behind a stream's id; none of a key of one.</summary>
    private static string KindOf(string table, string key) => key.Split(':') switch
    {
        [_] => "",
        [var first, var second, ..] => table == "EventStreams" ? second : first,
        _ => throw new FormatException("A key is empty."),
    };

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Names();

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digits();
}
