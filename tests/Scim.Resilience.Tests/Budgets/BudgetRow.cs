using System.Net;
using Scim.Provisioning.Metering;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>A way to meet a row of the budgets.</summary>
/// <param name="Row">The row, and what of it is tried.</param>
/// <param name="Rounds">
/// The storage requests in the order in which they wait for each other: those of a round are made beside each other. Their sum is the
/// number of requests, their count the number in sequence.
/// </param>
/// <param name="Prepare">Brings the service to where it costs that, and gives the request that does.</param>
internal sealed record BudgetRow(string Row, int[] Rounds, Func<BudgetService, Task<BudgetRequest>> Prepare)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>The account's licences; null for no limit.</summary>
    public int? Licences { get; init; }

    /// <summary>The client's limit; null for faster than any test.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>How many streams the account has that are polled and take events.</summary>
    public int Streams { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Row;
}
