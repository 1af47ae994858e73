using Scim.Protocol.Errors;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Queries;

/// <summary>How much one query may cost.</summary>
internal sealed record QueryLimits
{
    /// <summary>The most rows that a query may read. Default 200,000.</summary>
    public int Rows { get; init; } = 200_000;

    /// <summary>The longest that a query may read. Default 20 s.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The highest startIndex + count of a sorted query. Default 10,000.</summary>
    public int Sorted { get; init; } = 10_000;

    /// <summary>The most matches in an index for which the users are read one by one. Default 100.</summary>
    public int IndexMatches { get; init; } = 100;

    /// <summary>The rows of one request when a range is read. Default 1,000.</summary>
    public int PageSize { get; init; } = AzureLimits.RowsOfPage;

    /// <summary>Counts what one query reads.</summary>
    public QueryBudget Start(TimeProvider time) => new(this, time);
}

/// <summary>What one query has read so far.</summary>
internal sealed class QueryBudget(QueryLimits limits, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private int _rows;

    /// <summary>Notes rows that were read.</summary>
    /// <exception cref="ScimException"><c>tooMany</c>: a limit is passed.</exception>
    public void Spend(int rows)
    {
        _rows += rows;
        if (_rows > limits.Rows || time.GetElapsedTime(_started) > limits.Time)
        {
            throw new ScimException(
                ScimError.TooMany("The query reads too many users. Filter by id, userName, externalId or emails.value."));
        }
    }
}
