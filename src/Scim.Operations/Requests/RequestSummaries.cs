using Scim.Operations.Clients;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Requests;

/// <summary>Why requests are refused, and what to change.</summary>
public sealed class RequestSummaries(RequestOperations requests, IRequestLog log, ClientOperations clients) : IOperations
{
    /// <summary>How many entries of the log a summary looks at; those are the newest.</summary>
    public const int MostLookedAt = 100_000;

    private const int OverRate = 429;

    /// <summary>The reasons of the requests that were refused or have failed, and of those that the meter denied.</summary>
    /// <param name="query">Which requests. Of its statuses those from 400 on count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async Task<RefusalSummary> SummarizeAsync(RequestQuery query, CancellationToken cancellationToken)
    {
        var tally = new ReasonTally(query.Account, await ConnectorsAsync(query.Account, cancellationToken));
        var selection = await requests.SelectAsync(query with { Status = Refusals(query.Status) }, cancellationToken);
        var (lookedAt, last) = (0, default(DateTimeOffset));
        DateTimeOffset? cutAt = null;
        await foreach (var entry in log.ReadAsync(query.Account, after: null, query.Since, cancellationToken))
        {
            if (lookedAt++ == MostLookedAt)
            {
                cutAt = last;
                break;
            }
            if (selection.Contains(entry)) tally.Add(entry);
            last = entry.When;
        }
        var (granted, lost) = (0L, 0L);
        await foreach (var traffic in log.ReadTrafficAsync(query.Account, MinuteOf(cutAt ?? query.Since), cancellationToken))
        {
            if (query.Client is not null && traffic.Client != query.Client) continue;
            lost += traffic.Lost;
            granted += traffic.Answered.Where(answered => answered.StatusClass < 4).Sum(answered => answered.Count);
            if (traffic.Denied > 0 && IsWhole(query) && query.Status?.Contains(OverRate) != false) tally.Add(traffic);
        }
        return new RefusalSummary(tally.Reasons())
        {
            Granted = IsWhole(query) && query.Status is null ? granted : null,
            Lost = lost,
            CutAt = cutAt,
        };
    }

    private static DateTimeOffset? MinuteOf(DateTimeOffset? time) => time is { } instant
        ? new DateTimeOffset(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMinute, TimeSpan.Zero)
        : null;

    /// <summary>True if the counts, which know neither users nor what was denied of which operation, say what is asked for.</summary>
    private static bool IsWhole(RequestQuery query) => query is { User: null, Operation: null };

    private static StatusFilter Refusals(StatusFilter? status) => status is { } asked
        ? new StatusFilter(Math.Max(asked.First, StatusFilter.Refused.First), Math.Min(asked.Last, StatusFilter.Refused.Last))
        : StatusFilter.Refused;

    private async Task<Dictionary<ClientId, string>> ConnectorsAsync(AccountId account, CancellationToken cancellationToken)
    {
        var connectors = new Dictionary<ClientId, string>();
        await foreach (var client in clients.ListAsync(account, cancellationToken))
        {
            if (client.Connector is { } connector) connectors[client.Id] = connector;
        }
        return connectors;
    }
}
