using Azure.Data.Tables;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Rows;

/// <summary>A schema of an account's users, in rows of their own: they do not fit the account's.</summary>
internal static class SchemaRow
{
    private const string Urn = "Urn";
    private const string Since = "Since";
    private const string Until = "Until";

    public static TableEntity Write(AccountId account, AccountSchema schema)
    {
        var row = DocumentColumns.Row(account, KeyOf(schema), schema.Document);
        row[Urn] = schema.Definition.Id;
        row[Since] = schema.Since;
        if (schema.Until is { } until)
            row[Until] = until;
        return row;
    }

    /// <remarks>What is wrong with a stored document by the rules of now is not asked: it was right when it was taken.</remarks>
    public static AccountSchema Read(TableEntity row)
    {
        var document = DocumentColumns.Read(row);
        var definition = document.IsEmpty ? UserExtensions.Find(row.GetString(Urn)) : SchemaReader.Read(document, out _);
        return new AccountSchema(
            definition ?? throw new FormatException($"The row {row.RowKey} holds no schema."),
            document,
            row.GetInt32(Since).GetValueOrDefault(),
            row.GetInt32(Until));
    }

    public static string KeyOf(AccountSchema schema) => UserKeys.Schema(schema.Since, schema.Definition.Id);
}
