namespace Scim.Provisioning.Upkeep;

/// <summary>Looks at rows one by one, several at once, and removes those that are of no use any more.</summary>
internal static class EachRow
{
    private const int AtOnce = 8;

    /// <summary>Looks at all of them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isRemovable">Whether one is of no use.</param>
    /// <param name="remove">Removes one; false if it stays, since it has changed. Null only to count.</param>
    /// <param name="found">Is told what there was.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    public static Task SweepAsync<TRow>(
        IAsyncEnumerable<TRow> rows,
        Func<TRow, CancellationToken, ValueTask<bool>> isRemovable,
        Func<TRow, CancellationToken, Task<bool>>? remove,
        AgedRows found,
        CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(rows, options, async (row, stop) =>
        {
            var isOld = await isRemovable(row, stop);
            found.Saw(all: 1, removable: isOld ? 1 : 0);
            if (isOld && remove is not null && await remove(row, stop))
                found.Report(1);
        });
    }
}
