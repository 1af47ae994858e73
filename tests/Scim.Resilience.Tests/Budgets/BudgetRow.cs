using System.Net;
using Scim.Provisioning.Metering;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>A way to meet a row of the budgets.</summary>
/// <param name="Row">The row, and what of it is tried.</param>
/// <param name="Rounds">
/// The storage requests of a client that was idle for a second, in the order in which they wait for each other: those of a round are made
/// beside each other. Their sum is the number of requests, their count the number in sequence.
/// </param>
/// <param name="Prepare">Brings the service to where it costs that, and gives the request that does.</param>
internal sealed record BudgetRow(string Row, int[] Rounds, Func<BudgetService, Task<BudgetRequest>> Prepare)
{
    /// <summary>False for a row that no client meets whose token this instance has taken ahead.</summary>
    public bool IsMetInUse { get; init; } = true;

    /// <summary>The storage requests of a client in use: those without the bucket's write, which is in the first round.</summary>
    public int[] InUse => Rounds is [1, .. var others] ? others : [Rounds[0] - 1, .. Rounds[1..]];

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
