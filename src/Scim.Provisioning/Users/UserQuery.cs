using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Computing;

namespace Scim.Provisioning.Users;

/// <summary>Which users of an account to list.</summary>
public sealed record UserQuery
{
    /// <summary>What a user of the account has: that of the filter and the order.</summary>
    public required UserType Type { get; init; }

    /// <summary>Only users that satisfy it; null for all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>The order; null for the order of creation.</summary>
    public SortOrder? Sort { get; init; }

    /// <summary>The 1-based index of the first user of the page, at least 1; ignored with <see cref="After"/>.</summary>
    public int StartIndex { get; init; } = 1;

    /// <summary>The most users to return, from 0. 0 counts only.</summary>
    public int Count { get; init; } = 100;

    /// <summary>True in cursor mode, where the page begins after <see cref="After"/> and a total that costs a scan is left out.</summary>
    public bool ByCursor { get; init; }

    /// <summary>In cursor mode, the last user of the page before; null for the first page.</summary>
    public UserPosition? After { get; init; }

    /// <summary>
    /// Called for every page that a long query has read from storage: a query that gets on may take longer than one request to
    /// storage may. Does nothing by default.
    /// </summary>
    public Action PageRead { get; init; } = static () => { };

    /// <summary>Called for every user of the page when it is taken. Does nothing by default.</summary>
    public Action<UserRecord> Found { get; init; } = static _ => { };

    /// <summary>What it computes with. Default: without bounds, as an operator's.</summary>
    public Computation Computation { get; init; } = Computation.Unbounded();

    /// <summary>
    /// Filter and order as canonical text: what a cursor is tied to (RFC 9865). It holds the filter's literals: not for logs.
    /// </summary>
    public string ToCanonicalText() => $"{Filter}\n{Sort?.By}\n{Sort?.Descending}";
}

/// <summary>A page of users, whole in memory.</summary>
/// <param name="Users">The users of the page, in order.</param>
/// <param name="TotalResults">How many users satisfy the query; null in cursor mode where counting would cost a scan.</param>
/// <param name="HasMore">In cursor mode, true if users follow the page.</param>
public sealed record UserPage(IReadOnlyList<UserRecord> Users, int? TotalResults, bool HasMore);
