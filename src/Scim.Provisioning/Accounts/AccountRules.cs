using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Accounts;

/// <summary>
/// What a user of an account has: by its last change of schemas, and by the one before until every instance knows of the last.
/// </summary>
public sealed class AccountTypes
{
    private readonly SchemaGeneration _last;
    private readonly UserType _current;
    private readonly UserType _before;

    /// <summary>The types of an account.</summary>
    /// <param name="last">The last change.</param>
    /// <param name="schemas">The account's schemas, those of the generation before too.</param>
    public AccountTypes(SchemaGeneration last, IReadOnlyList<AccountSchema> schemas)
    {
        _last = last;
        _current = TypeOf(last.Number, schemas);
        _before = last.Number == 0 ? _current : TypeOf(last.Number - 1, schemas);
    }

    /// <summary>Those of an account whose schemas have never changed.</summary>
    public static AccountTypes OfNewAccount { get; } = new(default, AccountSchema.OfNewAccount);

    /// <summary>How many changes of the schemas they know.</summary>
    public int Generation => _last.Number;

    /// <summary>What a user has at a time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="atLeast">A generation by which somebody has gone already, whose clock is ahead; 0 for none.</param>
    public UserType At(DateTimeOffset now, int atLeast = 0) => now >= _last.From || atLeast >= _last.Number ? _current : _before;

    private static UserType TypeOf(int generation, IReadOnlyList<AccountSchema> schemas) => generation == 0
        ? UserType.Default
        : new UserType(
            [.. schemas
                .Where(schema => schema.IsIn(generation))
                .OrderByDescending(schema => schema.IsBuiltIn)
                .ThenBy(schema => schema.Definition.Id, StringComparer.Ordinal)
                .Select(schema => schema.Definition)],
            generation);
}
