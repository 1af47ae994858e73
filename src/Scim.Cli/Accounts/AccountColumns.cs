using Scim.Cli.Output;
using Scim.Operations.Accounts;

namespace Scim.Cli.Accounts;

/// <summary>What there is to say of an account.</summary>
internal static class AccountColumns
{
    /// <summary>What a list shows.</summary>
    public static IReadOnlyList<Column<KnownAccount>> All { get; } =
    [
        new("account", account => account.Account.Value),
        new("state", account => account.Registration.State.ToString().ToLowerInvariant()),
        new("created", account => account.Registration.Created),
        new("licencesOwned", account => account.Row is { } row ? LicenceOption.ToText(row.LicencesOwned) : null),
        new("licencesInUse", account => account.Row?.LicencesInUse),
        new("users", account => account.Row?.Users),
        new("strict", account => account.Row is { } row ? row.Strictness == Protocol.Schemas.Strictness.Strict : null),
        new("names", account => account.Row?.Settings.Names.ToString().ToLowerInvariant()),
        new("log", account => account.Row?.Settings.Logging.ToString().ToLowerInvariant()),
    ];

    /// <summary>What is told of one account, besides what a list tells.</summary>
    public static IReadOnlyList<Column<AccountDetail>> Detail { get; } =
    [
        .. All.Select(column => new Column<AccountDetail>(column.Name, detail => column.Value(detail.Account))),
        new("waiting", detail => detail.Waiting),
        new("lastActivity", detail => detail.LastChange),
    ];
}
