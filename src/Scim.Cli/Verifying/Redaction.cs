using System.Text;
using Scim.Verification.Reports;

namespace Scim.Cli.Verifying;

/// <summary>
/// Hides secrets in what is printed, whoever put them there: a service may repeat what it was sent, whole or in part, in an id or an
/// error. Every part of a secret of 8 characters or more is hidden; a shorter secret where it stands as a word.
/// </summary>
internal sealed class Redaction
{
    private const string Hidden = "(hidden)";
    private const int Part = 8;

    private readonly HashSet<string> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hides a secret from now on, as it is and as it stands in an address.</summary>
    public void Hide(string secret)
    {
        foreach (var form in new[] { secret, Uri.EscapeDataString(secret) })
        {
            if (form.Length is > 0 and < Part) _words.Add(form);
            for (var i = 0; i + Part <= form.Length; i++) _parts.Add(form.Substring(i, Part));
        }
    }

    /// <summary>A text without the secrets.</summary>
    public string Of(string text)
    {
        var parts = _parts.GetAlternateLookup<ReadOnlySpan<char>>();
        var (shown, from) = (new StringBuilder(), 0);
        while (from < text.Length)
        {
            var length = LengthOfPart(parts, text, from);
            if (length == 0) length = LengthOfWord(text, from);
            if (length == 0) shown.Append(text[from]);
            else shown.Append(Hidden);
            from += Math.Max(1, length);
        }
        return shown.ToString();
    }

    /// <summary>A check without the secrets.</summary>
    public ExaminedCheck Of(ExaminedCheck check) => check with
    {
        Shortcomings = [.. check.Shortcomings.Select(fault => new Shortcoming(Of(fault.Request), Of(fault.Expected), Of(fault.Came)))],
        Reason = check.Reason is { } reason ? Of(reason) : null,
    };

    /// <summary>A report without the secrets.</summary>
    public VerificationReport Of(VerificationReport report) => new(Of(report.BaseUrl), [.. report.Checks.Select(Of)])
    {
        Requests = report.Requests,
        BrokenOff = report.BrokenOff is { } why ? Of(why) : null,
        NotTried = report.NotTried,
        Mark = report.Mark,
        Others = report.Others,
        Left = [.. report.Left.Select(Of)],
    };

    private static int LengthOfPart(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> parts, string text, int from)
    {
        var length = 0;
        for (var i = from; i + Part <= text.Length && parts.Contains(text.AsSpan(i, Part)); i++) length = i + Part - from;
        return length;
    }

    private int LengthOfWord(string text, int from)
    {
        if (from > 0 && char.IsLetterOrDigit(text[from - 1])) return 0;
        return _words.Where(word => string.Compare(text, from, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            .Where(word => from + word.Length == text.Length || !char.IsLetterOrDigit(text[from + word.Length]))
            .Select(word => word.Length).DefaultIfEmpty().Max();
    }
}
