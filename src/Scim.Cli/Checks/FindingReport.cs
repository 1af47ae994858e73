using Scim.Cli.Output;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;

namespace Scim.Cli.Checks;

/// <summary>What there is to say of a finding.</summary>
internal static class FindingReport
{
    public static IReadOnlyList<Column<Finding>> Columns { get; } =
    [
        new("account", finding => finding.Account?.Value),
        new("finding", finding => FindingText.Of(finding.Kind)),
        new("subject", finding => finding.Subject),
        new("user", finding => finding.User?.ToString()),
        new("state", finding => FindingText.Of(finding.State)),
        new("client", finding => finding.Client?.Value),
        new("remedy", finding => FindingText.RemedyOf(finding)),
    ];

    /// <summary>The columns for people: those that say something of one finding at least.</summary>
    public static IReadOnlyList<Column<Finding>> ColumnsOf(IReadOnlyCollection<Finding> findings) =>
    [
        .. Columns.Where(column => column.Name switch
        {
            "client" => false, // The subject names it.
            "remedy" => findings.Any(finding => FindingText.RemedyOf(finding) is not null),
            _ => true,
        }),
    ];
}
