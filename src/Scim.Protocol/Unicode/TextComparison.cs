using System.Text;
using Scim.Protocol.Computing;

namespace Scim.Protocol.Unicode;

/// <summary>Compares two texts, with case or by <see cref="CaselessText"/>, and counts what that takes.</summary>
internal static class TextComparison
{
    // In steps for each character; found by measuring (docs/adr/0010).
    private const int LookUp = 3;
    private const int Preparation = 120;
    private const int BeyondAscii = 15;

    // The processor takes so many characters of ASCII in a step.
    private const int CheckedAtATime = 16;
    private const int ComparedAtATime = 4;

    /// <summary>The text as it is compared ordinally, with case or without.</summary>
    public static string Comparable(string text, bool caseExact, StepBudget steps)
    {
        if (caseExact)
            return text;
        steps.Spend((text.Length / CheckedAtATime) + 1);
        if (Ascii.IsValid(text))
            return text;
        steps.Spend((long)text.Length * LookUp);
        var comparable = CaselessText.Comparable(text, out var isPlain);
        if (!isPlain)
            steps.Spend((long)text.Length * Preparation);
        return comparable;
    }

    /// <summary>Whether two comparable texts are equal.</summary>
    public static bool AreEqual(string left, string right, bool caseExact, StepBudget steps)
    {
        if (left.Length != right.Length)
            return false;
        Spend(left, left.Length, caseExact, ComparedAtATime, steps);
        return left.Equals(right, RulesOf(caseExact));
    }

    /// <summary>Whether a comparable text begins with another.</summary>
    public static bool StartsWith(string text, string beginning, bool caseExact, StepBudget steps)
    {
        Spend(text, Math.Min(text.Length, beginning.Length), caseExact, ComparedAtATime, steps);
        return text.StartsWith(beginning, RulesOf(caseExact));
    }

    /// <summary>Whether a comparable text ends with another.</summary>
    public static bool EndsWith(string text, string end, bool caseExact, StepBudget steps)
    {
        if (text.Length < end.Length)
            return false;
        Spend(end, end.Length, caseExact, ComparedAtATime, steps);
        return text.EndsWith(end, RulesOf(caseExact));
    }

    /// <summary>The order of two comparable texts.</summary>
    public static int Compare(string left, string right, bool caseExact, StepBudget steps)
    {
        Spend(left, Math.Min(left.Length, right.Length), caseExact, 1, steps);
        return caseExact ? string.CompareOrdinal(left, right) : CompareWithoutCase(left, right);
    }

    /// <summary>As the runtime does it, which takes many times as long where letters of ASCII differ in case.</summary>
    private static int CompareWithoutCase(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var place = 0; place < length; place++)
        {
            var (one, other) = (left[place], right[place]);
            if (one == other)
                continue;
            if (!char.IsAscii(one) || !char.IsAscii(other))
            {
                var start = place > 0 && char.IsHighSurrogate(left[place - 1]) ? place - 1 : place;
                return left.AsSpan(start).CompareTo(right.AsSpan(start), StringComparison.OrdinalIgnoreCase);
            }
            (one, other) = (Upper(one), Upper(other));
            if (one != other)
                return one - other;
        }
        return left.Length - right.Length;
    }

    private static char Upper(char character) => char.IsAsciiLetterLower(character) ? (char)(character & ~0x20) : character;

    private static void Spend(string text, int length, bool caseExact, int atATime, StepBudget steps) =>
        steps.Spend(caseExact || Ascii.IsValid(text.AsSpan(0, length)) ? length / atATime : (long)length * BeyondAscii);

    private static StringComparison RulesOf(bool caseExact) => caseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
}
