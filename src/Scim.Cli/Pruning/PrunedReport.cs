using Scim.Cli.Output;
using Scim.Operations.Pruning;

namespace Scim.Cli.Pruning;

/// <summary>What there is to say of one kind of rows that grow old.</summary>
internal static class PrunedReport
{
    public static IReadOnlyList<Column<Pruned>> Columns { get; } =
    [
        new("kind", pruned => InWords(pruned.Kind)),
        new("all", pruned => pruned.All),
        new("removable", pruned => pruned.Removable),
        new("removed", pruned => pruned.Removed),
    ];

    private static string InWords(PrunedKind kind) => kind switch
    {
        PrunedKind.Tokens => "tokens",
        PrunedKind.TokenBuckets => "token buckets",
        PrunedKind.RequestRows => "request rows",
        PrunedKind.AuditRows => "audit rows",
        _ => kind.ToString(),
    };
}
