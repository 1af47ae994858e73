using System.Globalization;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Rows;

/// <summary>A document in binary columns <c>Document0</c>, <c>Document1</c> and so on, each of at most 60 KiB.</summary>
internal static class DocumentColumns
{
    private const string Document = "Document";
    private const string Unseen = "Unseen";

    /// <summary>A row that has nothing but a document.</summary>
    public static TableEntity Row(AccountId account, string key, ReadOnlyMemory<byte> document)
    {
        var row = new TableEntity(account.Value, key);
        Write(row, document);
        return row;
    }

    public static void Write(TableEntity row, ReadOnlyMemory<byte> document) => Write(row, Document, document);

    public static ReadOnlyMemory<byte> Read(TableEntity row) => Read(row, Document);

    /// <summary>What the type of the document does not know, in columns <c>Unseen0</c> and so on; no column for nothing.</summary>
    public static void WriteUnseen(TableEntity row, ReadOnlyMemory<byte> unseen) => Write(row, Unseen, unseen);

    public static ReadOnlyMemory<byte> ReadUnseen(TableEntity row) => Read(row, Unseen);

    private static void Write(TableEntity row, string name, ReadOnlyMemory<byte> content)
    {
        for (int number = 0, start = 0; start < content.Length; number++, start += AzureLimits.BinaryLength)
            row[Column(name, number)] = content.Slice(start, Math.Min(AzureLimits.BinaryLength, content.Length - start)).ToArray();
    }

    private static ReadOnlyMemory<byte> Read(TableEntity row, string name)
    {
        var first = row.GetBinary(Column(name, 0)) ?? [];
        if (row.GetBinary(Column(name, 1)) is null)
            return first;
        using var content = new MemoryStream();
        for (var number = 0; row.GetBinary(Column(name, number)) is { } part; number++)
            content.Write(part);
        return content.ToArray();
    }

    private static string Column(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}{number}");
}
