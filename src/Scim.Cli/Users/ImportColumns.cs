using System.Globalization;
using Scim.Cli.Output;
using Scim.Operations.Importing;

namespace Scim.Cli.Users;

/// <summary>What there is to say of an import.</summary>
internal static class ImportColumns
{
    public static IReadOnlyList<Column<ImportReport>> All { get; } =
    [
        new("users", report => report.Users),
        new("created", report => report.Created),
        new("alreadyThere", report => report.AlreadyThere),
        new("createdDeactivated", report => report.WaitingForLicence),
        new("failed", report => report.FailedLines.Count),
        new("failedLines", report => report.FailedLines.Select(line => line.ToString(CultureInfo.InvariantCulture))),
    ];
}
