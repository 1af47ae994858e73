using System.Text;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tests.Accounts;

/// <summary>Changes the schemas that an account has of its own.</summary>
internal static class OwnSchemas
{
    public const string Desk = "urn:acme:params:scim:schemas:extension:desk:2.0:User";
    public const string Badge = "urn:acme:params:scim:schemas:extension:badge:2.0:User";

    /// <summary>The document of a schema.</summary>
    public static string Document(string urn, params string[] attributes) =>
        $$"""{"id":"{{urn}}","attributes":[{{string.Join(',', attributes)}}]}""";

    /// <summary>Leaves the account with the product's schemas and these of its own.</summary>
    /// <returns>The account's row.</returns>
    public static async Task<AccountSnapshot> ChangeAsync(
        this IAccountStore store, AccountId account, DateTimeOffset from, params string[] documents)
    {
        var row = (await store.FindAsync(account, default))!; // The test made it.
        var next = row.Schemas.Number + 1;
        var stored = row.Schemas.Number == 0 ? AccountSchema.OfNewAccount : await store.FindSchemasAsync(account, default);
        var wanted = documents.Select(document => new AccountSchema(Read(document), Encoding.UTF8.GetBytes(document), next)).ToList();
        var held = stored.Where(schema => schema.IsIn(row.Schemas.Number)).ToList();
        var kept = held.ConvertAll(
            schema => schema.IsBuiltIn || wanted.Exists(other => IsSame(other, schema)) ? schema : schema with { Until = next });
        var added = wanted.Where(schema => !held.Exists(other => IsSame(other, schema)));
        return await store.ChangeSchemasAsync(row, from, [.. kept, .. added], default)
            ?? throw new InvalidOperationException("Somebody else changed the account.");
    }

    private static bool IsSame(AccountSchema one, AccountSchema other) => one.Document.Span.SequenceEqual(other.Document.Span);

    private static SchemaDefinition Read(string document)
    {
        var schema = SchemaReader.Read(Encoding.UTF8.GetBytes(document), out var faults);
        Assert.Empty(faults);
        return schema!; // Without faults it was read.
    }
}
