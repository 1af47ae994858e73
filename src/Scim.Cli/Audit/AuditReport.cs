using Scim.Cli.Output;
using Scim.Provisioning.Users;

namespace Scim.Cli.Audit;

/// <summary>What the trail says of one change.</summary>
internal static class AuditReport
{
    public static IReadOnlyList<Column<AuditEntry>> Columns { get; } =
    [
        new("when", entry => entry.When),
        new("operation", entry => entry.Operation.ToString().ToLowerInvariant()),
        new("user", entry => entry.User.ToString()),
        new("client", entry => entry.Client.Value),
        new("attributes", entry => entry.ChangedAttributes),
        new("active", entry => entry.ActiveAfter),
        new("waiting", entry => entry.WaitingAfter),
        new("licencesInUse", entry => entry.LicencesInUseAfter),
        new("users", entry => entry.UsersAfter),
        new("version", entry => entry.WriteId.ToString()),
        new("previousVersion", entry => entry.PreviousVersion?.ToString()),
        new("correlationId", entry => entry.CorrelationId),
    ];
}
