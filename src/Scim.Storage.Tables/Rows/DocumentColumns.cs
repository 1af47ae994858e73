using System.Globalization;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Rows;

/// <summary>A document in binary columns <c>Document0</c>, <c>Document1</c> and so on, each of at most 60 KiB.</summary>
internal static class DocumentColumns
{
    /// <summary>A row that has nothing but a document.</summary>
    public static TableEntity Row(AccountId account, string key, ReadOnlyMemory<byte> document)
    {
        var row = new TableEntity(account.Value, key);
        Write(row, document);
        return row;
    }

    public static void Write(TableEntity row, ReadOnlyMemory<byte> document)
    {
        for (int number = 0, start = 0; start < document.Length; number++, start += AzureLimits.BinaryLength)
            row[Column(number)] = document.Slice(start, Math.Min(AzureLimits.BinaryLength, document.Length - start)).ToArray();
    }

    public static ReadOnlyMemory<byte> Read(TableEntity row)
    {
        var first = row.GetBinary(Column(0)) ?? [];
        if (row.GetBinary(Column(1)) is null)
            return first;
        using var document = new MemoryStream();
        for (var number = 0; row.GetBinary(Column(number)) is { } part; number++)
            document.Write(part);
        return document.ToArray();
    }

    private static string Column(int number) => string.Create(CultureInfo.InvariantCulture, $"Document{number}");
}
