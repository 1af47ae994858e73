using Azure.Data.Tables;

namespace Scim.Conformance.Tests.Storage;

/// <summary>
/// The size of a row as Azure counts it: 4 bytes, twice the characters of both keys, and for each column 8 bytes, twice the characters
/// of its name, and its value.
/// </summary>
internal static class EntitySize
{
    /// <summary>What a row may have: 1 MiB.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>What one text or binary column may have: 64 KiB.</summary>
    public const int MostOfColumn = 64 * 1024;

    public static int Of(TableEntity row) =>
        4 + (2 * (row.PartitionKey.Length + row.RowKey.Length))
        + Columns(row).Sum(column => 8 + (2 * column.Key.Length) + OfValue(column.Value));

    public static int OfLargestColumn(TableEntity row) => Columns(row).Max(column => OfValue(column.Value));

    private static IEnumerable<KeyValuePair<string, object>> Columns(TableEntity row) =>
        row.Where(column => column.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"));

    private static int OfValue(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        bool => 1,
        int => 4,
        long or double or DateTimeOffset => 8,
        Guid => 16,
        _ => throw new ArgumentException($"Azure has no columns of {value.GetType()}.", nameof(value)),
    };
}
