using Scim.Cli.Output;
using Scim.Provisioning.Accounts;

namespace Scim.Cli.Accounts;

/// <summary>What there is to say of an account.</summary>
/// <param name="Registration">Its entry in the register.</param>
/// <param name="Row">Its row beside its users; null once it is deleted.</param>
internal sealed record AccountReport(AccountRegistration Registration, AccountSnapshot? Row)
{
    /// <summary>What a list shows.</summary>
    public static IReadOnlyList<Column<AccountReport>> Columns { get; } =
    [
        new("account", report => report.Registration.Account.Value),
        new("state", report => report.Registration.State.ToString().ToLowerInvariant()),
        new("created", report => report.Registration.Created),
        new("licencesOwned", report => report.Row is { } row ? LicenceCount.ToText(row.LicencesOwned) : null),
        new("licencesInUse", report => report.Row?.LicencesInUse),
        new("users", report => report.Row?.Users),
        new("strict", report => report.Row is { } row ? row.Strictness == Protocol.Schemas.Strictness.Strict : null),
        new("names", report => report.Row?.Settings.Names.ToString().ToLowerInvariant()),
    ];
}
