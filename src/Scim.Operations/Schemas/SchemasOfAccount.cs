using System.Globalization;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;

namespace Scim.Operations.Schemas;

/// <summary>The schemas of an account as they were read, and what they may become.</summary>
/// <param name="row">The account's row.</param>
/// <param name="stored">Its schemas, those that are no longer in force too.</param>
/// <param name="now">The time.</param>
internal sealed class SchemasOfAccount(AccountSnapshot row, IReadOnlyList<AccountSchema> stored, DateTimeOffset now)
{
    // Each is a row that is read with the others.
    private const int MostFormer = 10;

    public AccountSnapshot Row => row;

    /// <summary>Those that the account has, and those that it is about to lose.</summary>
    public IReadOnlyList<KnownSchema> Schemas { get; } =
    [
        .. stored
            .Where(schema => schema.IsIn(row.Schemas.Number) || (schema.Until == row.Schemas.Number && now < row.Schemas.From))
            .Where(schema => schema.Until is null || !stored.Any(next => next.Since == schema.Until && IsSame(next, schema.Definition.Id)))
            .OrderByDescending(schema => schema.IsBuiltIn)
            .ThenBy(schema => schema.Definition.Id, StringComparer.Ordinal)
            .Select(schema => Known(schema, row.Schemas, now)),
    ];

    private int Next => row.Schemas.Number + 1;

    /// <summary>As they were last: what the account had and has not any more, the latest first.</summary>
    private IEnumerable<AccountSchema> Former => stored
        .Where(schema => !schema.IsIn(row.Schemas.Number) && !Current.Any(held => IsSame(held, schema.Definition.Id)))
        .OrderByDescending(schema => schema.Until)
        .DistinctBy(schema => schema.Definition.Id, StringComparer.OrdinalIgnoreCase)
        .Take(MostFormer);

    private IEnumerable<AccountSchema> Current => stored.Where(schema => schema.IsIn(row.Schemas.Number));

    /// <summary>The schema of that URN or name.</summary>
    /// <exception cref="OperationRefusedException">The account has none.</exception>
    public KnownSchema Find(string schema) =>
        Schemas.FirstOrDefault(known => known.Urn.Equals(SchemaNames.UrnOf(schema), StringComparison.OrdinalIgnoreCase))
        ?? throw new OperationRefusedException(
            $"The account '{row.Account}' has no schema {schema}.", new Remedy.SeeSchemas(row.Account));

    /// <summary>Refuses a change while another has not taken effect.</summary>
    public void ThrowIfPending()
    {
        if (now >= row.Schemas.From)
            return;
        var seconds = (int)Math.Ceiling((row.Schemas.From - now).TotalSeconds);
        throw new OperationRefusedException(string.Create(
            CultureInfo.InvariantCulture,
            $"Another change of the schemas of '{row.Account}' takes effect in {seconds} s. Make this one after that."));
    }

    /// <summary>The schemas with one more, or with one in the place of that of the same URN.</summary>
    public SchemaChange With(SchemaDefinition schema, ReadOnlyMemory<byte> document)
    {
        var before = Current.FirstOrDefault(held => IsSame(held, schema.Id));
        var others = Current.Where(held => held != before).ToList();
        var former = Former.Where(ended => !IsSame(ended, schema.Id)).ToList();
        Check(schema, before?.Definition, Former.FirstOrDefault(ended => IsSame(ended, schema.Id))?.Definition, others);
        if (before is not null && before.Document.Span.SequenceEqual(document.Span))
            return new SchemaChange(Known(before, row.Schemas, now), After: null);
        var added = new AccountSchema(schema, document, Next);
        return new SchemaChange(
            new KnownSchema(schema, added.IsBuiltIn, SchemaState.Coming),
            [.. others, .. before is null ? Array.Empty<AccountSchema>() : [before with { Until = Next }], added, .. former]);
    }

    /// <summary>The schemas without one.</summary>
    public SchemaChange Without(KnownSchema schema) => new(
        schema with { State = SchemaState.Going },
        [.. Current.Select(held => IsSame(held, schema.Urn) ? held with { Until = Next } : held), .. Former]);

    private static bool IsSame(AccountSchema schema, string urn) => schema.Definition.Id.Equals(urn, StringComparison.OrdinalIgnoreCase);

    private static KnownSchema Known(AccountSchema schema, SchemaGeneration last, DateTimeOffset now)
    {
        if (now >= last.From)
            return new KnownSchema(schema.Definition, schema.IsBuiltIn, SchemaState.Active);
        var state = schema.Until == last.Number ? SchemaState.Going
            : schema.Since == last.Number ? SchemaState.Coming
            : SchemaState.Active;
        return new KnownSchema(schema.Definition, schema.IsBuiltIn, state, state == SchemaState.Active ? null : last.From);
    }

    private static void Check(
        SchemaDefinition schema, SchemaDefinition? before, SchemaDefinition? former, List<AccountSchema> others)
    {
        var faults = new List<string>();
        if (former is not null)
            faults.AddRange(SchemaComparison.FaultsOfReturn(former, schema));
        if (before is not null)
            faults.AddRange(SchemaComparison.FaultsOf(before, schema));
        if (others.Count >= SchemaLimits.Extensions)
            faults.Add($"An account has at most {SchemaLimits.Extensions} schemas beside the core's.");
        var attributes = SchemaLimits.CountOf(schema.Attributes) + others.Sum(other => SchemaLimits.CountOf(other.Definition.Attributes));
        if (attributes > SchemaLimits.Attributes)
            faults.Add(
                $"The schemas of an account have at most {SchemaLimits.Attributes} attributes together; these would have {attributes}.");
        faults.AddRange(others
            .Select(other => other.Definition.Id)
            .Append(UserType.Schema.Id)
            .Where(urn => IsWithin(urn, schema.Id) || IsWithin(schema.Id, urn))
            .Select(urn => $"The URN goes on where {urn} ends, or the other way round: attributes of both could not be told apart."));
        if (faults.Count > 0)
            throw new OperationRefusedException($"The schema cannot be added: {string.Join(' ', faults)}");
    }

    /// <summary>Whether a URN reads like an attribute of another.</summary>
    private static bool IsWithin(string urn, string other) =>
        urn.Length > other.Length && urn.StartsWith(other, StringComparison.OrdinalIgnoreCase) && urn[other.Length] is (':' or '.');
}

/// <summary>A change of an account's schemas.</summary>
/// <param name="Schema">The schema that changes.</param>
/// <param name="After">All schemas as they shall be stored; null if nothing changes.</param>
internal sealed record SchemaChange(KnownSchema Schema, IReadOnlyList<AccountSchema>? After);
