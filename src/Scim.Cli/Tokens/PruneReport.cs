using Scim.Cli.Output;

namespace Scim.Cli.Tokens;

/// <summary>What there was to remove.</summary>
/// <param name="Tokens">How many tokens there were.</param>
/// <param name="Expired">How many of them had expired.</param>
/// <param name="Revoked">How many of the expired ones had been revoked too.</param>
/// <param name="Removed">How many were removed; one that is used or revoked meanwhile stays.</param>
internal sealed record PruneReport(int Tokens, int Expired, int Revoked, int Removed)
{
    public static IReadOnlyList<Column<PruneReport>> Columns { get; } =
    [
        new("tokens", report => report.Tokens),
        new("expired", report => report.Expired),
        new("revoked", report => report.Revoked),
        new("removed", report => report.Removed),
    ];
}
