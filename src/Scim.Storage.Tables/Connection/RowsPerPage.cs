using System.Collections.Concurrent;
using Azure.Data.Tables;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Connection;

/// <summary>
/// How many rows to ask for at once, so that a page of large rows stays small: about 1 MiB. What was seen of a partition is remembered
/// for its next query; what is forgotten costs a page that is broken off.
/// </summary>
internal sealed class RowsPerPage
{
    private const int MostBytes = 1024 * 1024;
    private const int Usual = 4 * 1024;
    private const int MostRemembered = 1_000;

    // A page of other rows may follow, so that what seems to fit is tried step by step.
    private const int Growth = 4;

    private readonly ConcurrentDictionary<string, int> _ofLargeRows = new(StringComparer.Ordinal);

    /// <summary>The rows to begin with.</summary>
    /// <param name="partition">Where the rows lie.</param>
    /// <param name="wanted">How many are wanted at most.</param>
    public int First(string partition, int wanted) => Math.Min(wanted, _ofLargeRows.GetValueOrDefault(partition, wanted));

    /// <summary>The rows to go on with after a page.</summary>
    /// <param name="partition">Where the rows lie.</param>
    /// <param name="asked">How many were asked for.</param>
    /// <param name="page">The page.</param>
    public int After(string partition, int asked, IReadOnlyList<TableEntity> page)
    {
        if (page.Count == 0)
            return asked;
        var average = Math.Max(1, page.Sum(row => (long)AzureLimits.SizeOf(row)) / page.Count);
        if (average <= Usual)
        {
            _ofLargeRows.TryRemove(partition, out _);
            return Math.Min(AzureLimits.RowsOfPage, asked * Growth);
        }
        // As JSON, in which documents are base64, a row is up to half as long again.
        return Remember(partition, (int)Math.Clamp(MostBytes / (average + (average / 2)), 1, asked * Growth));
    }

    /// <summary>The rows to go on with after a page that was too long.</summary>
    public int AfterTooLong(string partition) => Remember(partition, 1);

    private int Remember(string partition, int rows)
    {
        if (_ofLargeRows.Count >= MostRemembered && !_ofLargeRows.ContainsKey(partition))
            _ofLargeRows.Clear();
        return _ofLargeRows[partition] = rows;
    }
}
