using Scim.Protocol.Computing;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Resources;

/// <summary>What makes an entry of a list the same as another.</summary>
/// <param name="Value">Its <c>value</c> as it compares, or the entry itself.</param>
/// <param name="Type">Its <c>type</c> as it compares.</param>
/// <param name="IsWhole">True where <paramref name="Value"/> is the entry itself.</param>
internal readonly record struct EntryKey(object? Value, object? Type, bool IsWhole);

/// <summary>
/// Compares keys of entries and counts what that takes. Of a text only the ends count for its place in a table: whoever makes many that
/// differ in their midst pays for comparing them.
/// </summary>
/// <param name="caseExact">Whether the values compare with case.</param>
/// <param name="steps">What the work is spent from.</param>
internal sealed class EntryKeyComparer(bool caseExact, StepBudget steps) : IEqualityComparer<EntryKey>
{
    private const int End = 16;

    // In steps for each character of an entry without a value; found by measuring (docs/adr/0010).
    private const int WholeCharacter = 4;

    public bool Equals(EntryKey x, EntryKey y)
    {
        steps.SpendVisits(1);
        if (x.IsWhole || y.IsWhole)
            return x.IsWhole && y.IsWhole && Equals(x.Value, y.Value);
        return AreEqual(x.Value, y.Value, caseExact) && AreEqual(x.Type, y.Type, withCase: false);
    }

    public int GetHashCode(EntryKey obj)
    {
        if (!obj.IsWhole)
            return HashCode.Combine(HashOf(obj.Value), HashOf(obj.Type));
        steps.Spend(CostOf(obj.Value));
        return obj.Value?.GetHashCode() ?? 0;
    }

    private bool AreEqual(object? left, object? right, bool withCase) =>
        left is string one && right is string other ? TextComparison.AreEqual(one, other, withCase, steps) : Equals(left, right);

    private static int HashOf(object? value) => value is not string text
        ? value?.GetHashCode() ?? 0
        : HashCode.Combine(
            text.Length,
            string.GetHashCode(text.AsSpan(0, Math.Min(text.Length, End)), StringComparison.OrdinalIgnoreCase),
            string.GetHashCode(text.AsSpan(Math.Max(0, text.Length - End)), StringComparison.OrdinalIgnoreCase));

    private static long CostOf(object? entry) => entry switch
    {
        string text => (long)text.Length * WholeCharacter,
        ComplexValue complex => complex.Assigned().Sum(assigned => StepBudget.Visit + CostOf(assigned.Value)),
        _ => StepBudget.Visit,
    };
}
