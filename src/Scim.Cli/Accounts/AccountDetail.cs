using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Cli.Accounts;

/// <summary>What is told of one account, besides what a list tells.</summary>
/// <param name="Report">What a list tells.</param>
/// <param name="Waiting">How many users wait for a licence.</param>
/// <param name="LastChange">When a user was last changed; null if none was.</param>
internal sealed record AccountDetail(AccountReport Report, int Waiting, DateTimeOffset? LastChange)
{
    public static IReadOnlyList<Column<AccountDetail>> Columns { get; } =
    [
        .. AccountReport.Columns.Select(column => new Column<AccountDetail>(column.Name, detail => column.Value(detail.Report))),
        new("waiting", detail => detail.Waiting),
        new("lastActivity", detail => detail.LastChange),
    ];

    /// <summary>Counts and looks; a large account takes a while.</summary>
    public static async Task<AccountDetail> ReadAsync(Session session, AccountReport report)
    {
        var users = session.Get<IUserStore>();
        var waiting = await UserPages.ReadAsync(session, report.Registration.Account, UserType.Default, filter: null)
            .CountAsync(user => user.WaitingForLicence, session.Stop);
        return new AccountDetail(report, waiting, await LastChangeAsync(users, session, report));
    }

    private static async Task<DateTimeOffset?> LastChangeAsync(IUserStore users, Session session, AccountReport report)
    {
        await foreach (var newest in users.ReadAuditAsync(report.Registration.Account, session.Stop)) return newest.When;
        return null;
    }
}
