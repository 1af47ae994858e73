using Scim.Protocol.Schemas;

namespace Scim.Provisioning.Accounts;

/// <summary>
/// How requests of an account are read: by its last change of schemas, and by the one before until every instance knows of the last.
/// </summary>
public sealed class AccountRules
{
    private readonly SchemaGeneration _last;
    private readonly ReadingRules _current;
    private readonly ReadingRules _before;

    /// <summary>The rules of an account.</summary>
    /// <param name="settings">The account's settings.</param>
    /// <param name="last">The last change of its schemas.</param>
    /// <param name="schemas">Its schemas, those of the generation before too.</param>
    public AccountRules(AccountSettings settings, SchemaGeneration last, IReadOnlyList<AccountSchema> schemas)
        : this(settings, last, TypeOf(last.Number, schemas), TypeOf(Math.Max(0, last.Number - 1), schemas))
    {
    }

    private AccountRules(AccountSettings settings, SchemaGeneration last, UserType current, UserType before)
    {
        (Settings, _last, Generation) = (settings, last, last.Number);
        _current = new ReadingRules(current.With(settings.Names), settings.Strictness);
        _before = new ReadingRules(before.With(settings.Names), settings.Strictness);
    }

    /// <summary>Those of an account whose schemas have never changed.</summary>
    public static AccountRules OfNewAccount { get; } = new(new AccountSettings(Strictness.Lenient), default, AccountSchema.OfNewAccount);

    /// <summary>The settings that they follow.</summary>
    public AccountSettings Settings { get; }

    /// <summary>How many changes of the schemas they know.</summary>
    public int Generation { get; }

    /// <summary>The same schemas with other settings.</summary>
    public AccountRules With(AccountSettings settings) => new(settings, _last, _current.Type, _before.Type);

    /// <summary>How a request is read at a time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="atLeast">A generation by which somebody has gone already, whose clock is ahead; 0 for none.</param>
    public ReadingRules At(DateTimeOffset now, int atLeast = 0) => now >= _last.From || atLeast >= _last.Number ? _current : _before;

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
