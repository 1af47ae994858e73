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
        new("client", finding => finding.Client?.Value),
        new("remedy", RemedyOf),
    ];

    /// <summary>The columns for people: those that say something of one finding at least.</summary>
    public static IReadOnlyList<Column<Finding>> ColumnsOf(IReadOnlyCollection<Finding> findings) =>
    [
        .. Columns.Where(column => column.Name switch
        {
            "client" => false, // The subject names it.
            "remedy" => findings.Any(finding => RemedyOf(finding) is not null),
            _ => true,
        }),
    ];

    private static string? RemedyOf(Finding finding) => finding.Kind switch
    {
        FindingKind.SecretEnding =>
            $"scim client rotate-secret {finding.Client}; when the connector has the new one: scim client drop-old-secret {finding.Client}",
        FindingKind.OlderSecretEnding =>
            $"when the connector has the newest: scim client drop-old-secret {finding.Client}",
        _ => null,
    };

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
        FindingKind.StreamSetting => "stream setting",
        FindingKind.StrayEvents => "stray events",
        FindingKind.StrayDelivery => "stray delivery",
        FindingKind.SecretEnding => "secret ending",
        FindingKind.OlderSecretEnding => "older secret ending",
        _ => kind.ToString(),
    };
}
