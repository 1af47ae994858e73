using System.Collections.Frozen;

namespace Scim.Protocol.Filters;

/// <summary>How the comparison operators are written (RFC 7644 §3.4.2.2, table 3).</summary>
internal static class OperatorKeywords
{
    private static readonly string[] Keywords = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

    private static readonly FrozenDictionary<string, ComparisonOperator> ByKeyword =
        Enum.GetValues<ComparisonOperator>().ToFrozenDictionary(Of, StringComparer.OrdinalIgnoreCase);

    public static string Of(ComparisonOperator comparison) => Keywords[(int)comparison];

    public static ComparisonOperator? Find(ReadOnlySpan<char> keyword) =>
        ByKeyword.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(keyword, out var found) ? found : null;
}
