using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>A row as a file has it.</summary>
/// <param name="Table">The table's name without the prefix.</param>
/// <param name="Partition">Its PartitionKey.</param>
/// <param name="Row">Its RowKey.</param>
/// <param name="Columns">
/// Of each column its type, a space and its value. <c>Utf8</c> is the type <c>Binary</c> where the bytes are text.
/// </param>
internal sealed record StoredRow(string Table, string Partition, string Row, SortedDictionary<string, string> Columns)
{
    private const string Text = "Utf8";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static StoredRow Of(string table, TableEntity row) => new(
        table,
        row.PartitionKey,
        row.RowKey,
        new SortedDictionary<string, string>(
            row.Where(column => column.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp") && column.Value is not null)
                .ToDictionary(column => column.Key, column => Write(column.Value)),
            StringComparer.Ordinal));

    /// <summary>The type of a column and the text of its value; <c>Utf8</c> is said as <c>Binary</c>.</summary>
    public (string Type, string Value) Column(string name)
    {
        var (type, value) = Split(Columns[name]);
        return (type == Text ? "Binary" : type, value);
    }

    public TableEntity ToEntity()
    {
        var row = new TableEntity(Partition, Row);
        foreach (var (name, column) in Columns)
        {
            var (type, value) = Split(column);
            row[name] = Read(type, value);
        }
        return row;
    }

    private static (string Type, string Value) Split(string column) =>
        column.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end
            ? (column[..end], column[(end + 1)..])
            : throw new FormatException($"A column has a type, a space and a value, and not '{column}'.");

    private static string Write(object value) => value switch
    {
        byte[] bytes => IsText(bytes) ? $"{Text} {Utf8.GetString(bytes)}" : $"Binary {Convert.ToBase64String(bytes)}",
        DateTimeOffset time => $"DateTime {time.UtcDateTime:O}",
        double number => $"Double {number.ToString("R", CultureInfo.InvariantCulture)}",
        bool or int or long or string or Guid => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"),
        _ => throw new NotSupportedException($"{value.GetType()} is no type of a column."),
    };

    private static object Read(string type, string value) => type switch
    {
        Text => Utf8.GetBytes(value),
        "Binary" => Convert.FromBase64String(value),
        "DateTime" => DateTimeOffset.ParseExact(value, "O", CultureInfo.InvariantCulture),
        "Double" => double.Parse(value, CultureInfo.InvariantCulture),
        "Boolean" => bool.Parse(value),
        "Int32" => int.Parse(value, CultureInfo.InvariantCulture),
        "Int64" => long.Parse(value, CultureInfo.InvariantCulture),
        "Guid" => Guid.ParseExact(value, "D"),
        "String" => value,
        _ => throw new FormatException($"{type} is no type of a column."),
    };

    /// <summary>Only what begins as JSON is written as text, so that a note of sixteen bytes never is by chance.</summary>
    private static bool IsText(byte[] bytes)
    {
        if (bytes is not [(byte)'{' or (byte)'[', ..])
            return false;
        try
        {
            return Utf8.GetBytes(Utf8.GetString(bytes)).AsSpan().SequenceEqual(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
