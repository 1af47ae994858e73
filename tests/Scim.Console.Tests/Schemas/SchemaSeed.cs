using System.Text;
using System.Text.Json;
using Scim.Console.Tests.Requests;
using Scim.Operations;
using Scim.Operations.Schemas;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Console.Tests.Schemas;

/// <summary>Gives accounts schemas, and users values of them.</summary>
internal static class SchemaSeed
{
    /// <summary>The URN of <see cref="HostileDocument"/>.</summary>
    public const string Urn = "urn:example:params:scim:schemas:extension:acme:2.0:User";

    /// <summary>A schema whose texts are markup, or turn the direction of writing.</summary>
    public const string HostileDocument = $$"""
        {
          "id": "{{Urn}}", "name": "{{RequestLogSeed.Hostile}}", "description": "reversed\u202Egnp.exe",
          "attributes": [
            { "name": "level", "type": "string", "required": true, "caseExact": true, "description": "{{RequestLogSeed.Hostile}}",
              "canonicalValues": ["one", "reversed\u202Eowt"] },
            { "name": "badges", "type": "complex", "multiValued": true, "mutability": "readOnly", "returned": "request",
              "subAttributes": [ { "name": "photo", "type": "reference", "referenceTypes": ["external"] } ] }
          ]
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Gives an account a schema.</summary>
    public static Task<KnownSchema> AddAsync(ConsoleSite site, AccountId account, string document) =>
        site.Get<SchemaOperations>().AddAsync(account, Encoding.UTF8.GetBytes(document), Cancel);

    /// <summary>Has an account have these schemas alone, and as if it had had them for long.</summary>
    public static async Task ForceAsync(ConsoleSite site, AccountId account, params IEnumerable<AccountSchema> schemas)
    {
        var (store, before) = (site.Get<IAccountStore>(), TimeProvider.System.GetUtcNow().AddHours(-1));
        var row = await store.FindAsync(account, Cancel);
        Assert.NotNull(await store.ChangeSchemasAsync(row!, before, [.. schemas], Cancel)); // It is there.
    }

    /// <summary>A schema by its document, as it is stored.</summary>
    public static AccountSchema Stored(string document)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        return new AccountSchema(SchemaReader.Read(bytes, out _)!, bytes, Since: 0); // It is right.
    }

    /// <summary>Creates a user that has a department.</summary>
    public static Task<UserRecord> AddHolderAsync(ConsoleSite site, AccountId account, string userName)
    {
        var body = JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["userName"] = userName,
            ["name"] = new { givenName = userName, familyName = userName },
            [SchemaUris.EnterpriseUser] = new { department = "Sales" },
        });
        var by = new OperatorIdentity(ClientId.Parse("ada"));
        return site.Get<UserService>().CreateAsync(by.CallFor(account, ReadingRules.Default), body, Cancel);
    }
}
