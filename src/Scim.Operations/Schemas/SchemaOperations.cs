using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Operations.Reading;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Schemas;

/// <summary>
/// The schema extensions of an account's users. A change takes effect everywhere at one time, <see cref="Delay"/> after it was made: by
/// then every instance knows of it.
/// </summary>
public sealed class SchemaOperations(
    AccountOperations accounts, IntegrityChecks checks, IAccountStore store, IUserStore users, TimeProvider time) : IOperations
{
    /// <summary>How long after it was made a change takes effect: 60 s, more than twice as long as instances go by settings.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The schemas that the account has, and those that it is about to get or to lose.</summary>
    /// <exception cref="OperationRefusedException">There is no such account, it was deleted, or its creation broke off.</exception>
    public async Task<IReadOnlyList<KnownSchema>> ListAsync(AccountId account, CancellationToken cancellationToken) =>
        (await ReadAsync(account, cancellationToken)).Schemas;

    /// <summary>One schema, by its URN or, for one of the product's own, its name.</summary>
    /// <exception cref="OperationRefusedException">The account is not in use, or has no such schema.</exception>
    public async Task<KnownSchema> FindAsync(AccountId account, string schema, CancellationToken cancellationToken) =>
        (await ReadAsync(account, cancellationToken)).Find(schema);

    /// <summary>Gives the account a schema, or lets one that it has grow.</summary>
    /// <param name="account">The account.</param>
    /// <param name="document">The document (RFC 7643 §7) as UTF-8.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">
    /// The document is wrong, which names every fault; the account is not in use, has too many schemas or attributes, or another change of
    /// its schemas has not taken effect yet.
    /// </exception>
    public async Task<KnownSchema> AddAsync(AccountId account, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var schema = SchemaReader.Read(document, out var faults);
        if (schema is null || faults.Count > 0)
            throw new OperationRefusedException($"The schema is wrong: {string.Join(' ', faults)}");
        return await AddAsync(account, schema, document, cancellationToken);
    }

    /// <summary>Gives the account back one of the product's own schemas that it had dropped.</summary>
    /// <param name="account">The account.</param>
    /// <param name="schema">Its URN or its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">It is none of these; or as for a document.</exception>
    public Task<KnownSchema> AddAsync(AccountId account, string schema, CancellationToken cancellationToken) =>
        SchemaNames.Find(schema) is { } builtIn
            ? AddAsync(account, builtIn, default, cancellationToken)
            : throw new OperationRefusedException($"The product has no schema {schema} of its own.");

    /// <summary>How many users have values of a schema. All users are read.</summary>
    /// <exception cref="OperationRefusedException">The account is not in use, or has no such schema.</exception>
    public async Task<int> CountUsersAsync(AccountId account, string schema, CancellationToken cancellationToken)
    {
        var (type, _) = await accounts.RulesAsync(account, cancellationToken);
        var found = await FindAsync(account, schema, cancellationToken);
        if (type.Extension(found.Urn) is not { } extension)
            return 0;
        var holds = new PresenceFilter(new AttributePath(extension));
        return await Refusals.ToldAsync(
            () => new UserPages(users).ReadAsync(account, type, holds, cancellationToken).CountAsync(cancellationToken).AsTask());
    }

    /// <summary>
    /// Takes a schema from the account. What users have of it stays stored, is in no answer, and is back when the schema is.
    /// </summary>
    /// <exception cref="OperationRefusedException">
    /// The account is not in use, has no such schema, or another change of its schemas has not taken effect yet.
    /// </exception>
    public Task<KnownSchema> RemoveAsync(AccountId account, string schema, CancellationToken cancellationToken) =>
        ChangeAsync(account, known => known.Without(known.Find(schema)), cancellationToken);

    private Task<KnownSchema> AddAsync(
        AccountId account, SchemaDefinition schema, ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        ChangeAsync(account, known => known.With(schema, document), cancellationToken);

    private async Task<KnownSchema> ChangeAsync(
        AccountId account, Func<SchemasOfAccount, SchemaChange> change, CancellationToken cancellationToken)
    {
        // The instances go by the time at which it takes effect.
        await checks.RequireClockAsync(cancellationToken);
        while (true)
        {
            var known = await ReadAsync(account, cancellationToken);
            known.ThrowIfPending();
            var (schema, after) = change(known);
            if (after is null)
                return schema;
            var from = time.GetUtcNow() + Delay;
            if (await store.ChangeSchemasAsync(known.Row, from, after, cancellationToken) is { } row)
                return schema with { From = row.Schemas.From };
        }
    }

    private async Task<SchemasOfAccount> ReadAsync(AccountId account, CancellationToken cancellationToken)
    {
        var row = await accounts.FindInUseAsync(account, cancellationToken);
        var stored = row.Schemas.Number == 0 ? AccountSchema.OfNewAccount : await store.FindSchemasAsync(account, cancellationToken);
        return new SchemasOfAccount(row, stored, time.GetUtcNow());
    }
}
