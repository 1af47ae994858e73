using Scim.Cli.Output;

namespace Scim.Cli.Pruning;

/// <summary>What there was of one kind to remove.</summary>
/// <param name="Kind">The kind of rows.</param>
/// <param name="All">How many there were.</param>
/// <param name="Removable">How many of them are of no use any more.</param>
/// <param name="Removed">How many were removed; one that is used meanwhile stays.</param>
internal sealed record Pruned(string Kind, long All = 0, long Removable = 0, long Removed = 0)
{
    public static IReadOnlyList<Column<Pruned>> Columns { get; } =
    [
        new("kind", pruned => pruned.Kind),
        new("all", pruned => pruned.All),
        new("removable", pruned => pruned.Removable),
        new("removed", pruned => pruned.Removed),
    ];

    /// <summary>With one more row.</summary>
    public Pruned With(bool isRemovable, bool isRemoved) => this with
    {
        All = All + 1,
        Removable = Removable + (isRemovable ? 1 : 0),
        Removed = Removed + (isRemoved ? 1 : 0),
    };
}
