using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Scim.Operations.Audit;
using Scim.Operations.Requests;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Users;

namespace Scim.Operations.Activities;

/// <summary>
/// What happens in an account: the audit trail and the log of requests together. The audit trail knows neither statuses, operations nor
/// reasons: of a query that asks for an operation, a reason, or a status other than a success, only requests are found.
/// </summary>
public sealed class ActivityOperations(AuditTrail trail, RequestOperations requests) : IOperations
{
    /// <summary>How many entries come at once at most while they are followed.</summary>
    public const int MostAtOnce = 100;

    private const int Success = 200;

    /// <summary>Entries, newest first.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="size">How many of the trail and of the log each at most, from 1 to <see cref="RequestOperations.LargestPage"/>.</param>
    /// <param name="from">Where to go on; null for the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such account, it was deleted, or the size is out of its range.</exception>
    public async Task<ActivityExcerpt> ReadAsync(
        RequestQuery query, int size, ActivityPlace? from, CancellationToken cancellationToken)
    {
        var (ofTrail, ofLog) = (
            ReadTrailAsync(query, size, from, cancellationToken), ReadLogAsync(query, size, from, cancellationToken));
        await Task.WhenAll(ofTrail, ofLog);
        var (changes, answers) = (await ofTrail, await ofLog);

        // Older than this, one of the two may have entries that were not read yet.
        var horizon = Later(changes.Next?.When, answers.Next?.When);
        var shownChanges = changes.Entries.Where(entry => entry.When >= horizon).ToList();
        var shownAnswers = answers.Entries.Where(entry => entry.When >= horizon).ToList();
        var older = new ActivityPlace(
            shownChanges.Count == changes.Entries.Count ? changes.Next
                : shownChanges.Count > 0 ? AuditPosition.Of(shownChanges[^1])
                : from?.Trail ?? new AuditPosition(DateTimeOffset.MaxValue, default),
            shownAnswers.Count == answers.Entries.Count ? answers.Next
                : shownAnswers.Count > 0 ? RequestPosition.Of(shownAnswers[^1])
                : from?.Log ?? new RequestPosition(DateTimeOffset.MaxValue, default));
        return new ActivityExcerpt(
            [
                .. shownChanges.Select(ActivityEntry (entry) => new ActivityEntry.UserChange(entry))
                    .Concat(shownAnswers.Select(entry => new ActivityEntry.Answer(entry)))
                    .OrderByDescending(entry => entry.When),
            ],
            older is { Trail: null, Log: null } ? null : older);
    }

    /// <summary>Entries as they are written, some at a time, until it is cancelled.</summary>
    /// <param name="query">Which entries; without a time from now on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ActivityEntry>> FollowAsync(
        RequestQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var arrived = Channel.CreateBounded<ActivityEntry>(MostAtOnce);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = FollowBothAsync(query, arrived.Writer, stop.Token);
        try
        {
            while (await arrived.Reader.WaitToReadAsync(cancellationToken))
            {
                var some = new List<ActivityEntry>();
                while (some.Count < MostAtOnce && arrived.Reader.TryRead(out var entry)) some.Add(entry);
                yield return some;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<AuditPage> ReadTrailAsync(
        RequestQuery query, int size, ActivityPlace? from, CancellationToken cancellationToken) =>
        from is not { Trail: null } && await InTrailAsync(query, cancellationToken) is { } inTrail
            ? await trail.ReadPageAsync(inTrail, size, from?.Trail, cancellationToken)
            : new AuditPage([], Next: null);

    private async Task<RequestPage> ReadLogAsync(
        RequestQuery query, int size, ActivityPlace? from, CancellationToken cancellationToken) =>
        from is not { Log: null }
            ? await requests.ReadPageAsync(query, size, from?.Log, cancellationToken)
            : new RequestPage([], Next: null);

    // Where one of them fails, the reader is told why, and ends both.
    private async Task FollowBothAsync(RequestQuery query, ChannelWriter<ActivityEntry> writer, CancellationToken stop)
    {
        Task[] both = [FollowTrailAsync(query, writer, stop), FollowLogAsync(query, writer, stop)];
        await foreach (var ended in Task.WhenEach(both))
        {
            if (ended.Exception is { } failure) writer.TryComplete(failure.InnerException);
        }
        writer.TryComplete();
    }

    private async Task FollowTrailAsync(RequestQuery query, ChannelWriter<ActivityEntry> writer, CancellationToken stop)
    {
        if (await InTrailAsync(query, stop) is not { } inTrail) return;
        await foreach (var entry in trail.FollowAsync(inTrail, stop)) await writer.WriteAsync(new ActivityEntry.UserChange(entry), stop);
    }

    private async Task FollowLogAsync(RequestQuery query, ChannelWriter<ActivityEntry> writer, CancellationToken stop)
    {
        await foreach (var entry in requests.FollowAsync(query, stop)) await writer.WriteAsync(new ActivityEntry.Answer(entry), stop);
    }

    /// <summary>What is asked of the audit trail; null for nothing.</summary>
    private async Task<AuditQuery?> InTrailAsync(RequestQuery query, CancellationToken cancellationToken)
    {
        if (query.Operation is not null || query.Type is not null || query.Detail is not null || query.Status?.Contains(Success) == false)
            return null;
        var user = (await requests.SelectAsync(query, cancellationToken)).User;
        if (query.User is not null && user is null) return null;
        return new AuditQuery(query.Account) { User = user, Client = query.Client, Since = query.Since };
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset? other) =>
        new(Math.Max(one?.UtcTicks ?? 0, other?.UtcTicks ?? 0), TimeSpan.Zero);
}
