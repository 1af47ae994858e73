using System.Buffers;
using System.Text;
using Scim.Protocol.Computing;

namespace Scim.Protocol.Filters;

/// <summary>
/// Looks for one text in many others, in time that grows with their length only: after a part of the text sought was found, it goes
/// on behind it and never back (Knuth, Morris, Pratt). As long as nothing of it was found it skips to its first character, which the
/// processor finds many characters at a time.
/// </summary>
internal sealed class SubstringSearch
{
    private const int OnStack = 256;

    // In steps for each character; found by measuring (docs/adr/0010).
    private const int OfCharacter = 6;
    private const int BeyondAscii = 12;

    private readonly string _sought;
    private readonly bool _caseExact;

    /// <summary>At n, how many characters of the beginning also end its first n + 1 characters, short of all of these.</summary>
    private readonly int[] _borders;

    /// <param name="sought">The text to look for, comparable.</param>
    /// <param name="caseExact">False to compare without case.</param>
    public SubstringSearch(string sought, bool caseExact)
    {
        _sought = caseExact ? sought : sought.ToUpperInvariant();
        _caseExact = caseExact;
        _borders = new int[sought.Length];
        for (int place = 1, found = 0; place < _sought.Length; place++)
        {
            while (found > 0 && _sought[place] != _sought[found])
                found = _borders[found - 1];
            if (_sought[place] == _sought[found])
                found++;
            _borders[place] = found;
        }
    }

    /// <summary>Whether the text is in another, comparable one.</summary>
    public bool IsIn(string text, StepBudget steps)
    {
        if (text.Length < _sought.Length)
            return false;
        steps.Spend((long)text.Length * (_caseExact || Ascii.IsValid(text) ? OfCharacter : BeyondAscii));
        return _caseExact ? IsWithin(text) : IsInFolded(text);
    }

    private bool IsInFolded(string text)
    {
        char[]? rented = null;
        var folded = text.Length <= OnStack ? stackalloc char[OnStack] : rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            return IsWithin(folded[..text.AsSpan().ToUpperInvariant(folded)]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    private bool IsWithin(ReadOnlySpan<char> text)
    {
        if (_sought.Length == 0)
            return true;
        ReadOnlySpan<char> sought = _sought;
        ReadOnlySpan<int> borders = _borders;
        var found = 0;
        for (var place = 0; place < text.Length;)
        {
            if (text[place] == sought[found])
            {
                place++;
                if (++found == sought.Length)
                    return true;
            }
            else if (found > 0)
            {
                found = borders[found - 1];
            }
            else
            {
                var skipped = text[place..].IndexOf(sought[0]);
                if (skipped < 0)
                    return false;
                place += skipped;
            }
        }
        return false;
    }
}
