using Scim.Cli.Output;
using Scim.Provisioning.Accounts;

namespace Scim.Cli.Checks;

/// <summary>What there is to say of a finding.</summary>
internal static class FindingReport
{
    public static IReadOnlyList<Column<Finding>> Columns { get; } =
    [
        new("account", finding => finding.Account?.Value),
        new("finding", finding => InWords(finding.Kind)),
        new("subject", finding => finding.Subject),
        new("user", finding => finding.User?.ToString()),
        new("state", finding => finding.State.ToString().ToLowerInvariant()),
    ];

    private static string InWords(FindingKind kind) => kind switch
    {
        FindingKind.WriteRefused => "write refused",
        FindingKind.Clock => "clock",
        FindingKind.MissingTable => "missing table",
        FindingKind.MissingAccountRow => "missing account row",
        FindingKind.UnreadableUser => "unreadable user",
        FindingKind.DanglingIndexRow => "dangling index row",
        FindingKind.MissingIndexRow => "missing index row",
        FindingKind.UserNameKey => "userName key",
        FindingKind.SharedUserName => "shared userName",
        FindingKind.VersionAhead => "version ahead",
        FindingKind.LicencesInUse => "licences in use",
        FindingKind.Users => "users",
        _ => kind.ToString(),
    };
}
