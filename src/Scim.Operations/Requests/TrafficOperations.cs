using Scim.Operations.Accounts;
using Scim.Provisioning.Requests;

namespace Scim.Operations.Requests;

/// <summary>How many requests an account gets, and how they are answered.</summary>
public sealed class TrafficOperations(AccountOperations accounts, IRequestLog log) : IOperations
{
    /// <summary>The most intervals of an answer.</summary>
    public const int MostIntervals = 2_000;

    /// <summary>Every interval of a time, the oldest first; one without requests is all zero.</summary>
    /// <exception cref="OperationRefusedException">
    /// There is no such account, it was deleted, or the time is none or has over <see cref="MostIntervals"/> intervals.
    /// </exception>
    public async Task<IReadOnlyList<TrafficInterval>> ReadAsync(TrafficQuery query, CancellationToken cancellationToken)
    {
        var length = LengthOf(query.Grain);
        var first = StartOf(query.From, length);
        if (query.To <= first)
            throw new OperationRefusedException("The time ends before it begins. Give an end after its beginning.");
        var count = 1 + (query.To - first - TimeSpan.FromTicks(1)).Ticks / length.Ticks;
        if (count > MostIntervals)
            throw new OperationRefusedException($"That are over {MostIntervals} intervals. Ask for a shorter time, or for longer "
                + "intervals.");
        await accounts.FindAsync(query.Account, cancellationToken);
        var intervals = new TrafficInterval[count];
        for (var index = 0; index < count; index++) intervals[index] = new TrafficInterval(first + index * length);
        await foreach (var traffic in log.ReadTrafficAsync(query.Account, first, cancellationToken))
        {
            var index = (traffic.Minute - first).Ticks / length.Ticks;
            if (traffic.Minute >= first && index < count && (query.Client is null || traffic.Client == query.Client))
                intervals[index] = With(intervals[index], traffic);
        }
        return intervals;
    }

    private static TrafficInterval With(TrafficInterval interval, RequestTraffic traffic) => interval with
    {
        Granted = interval.Granted + Count(traffic, 1, 3),
        Refused = interval.Refused + Count(traffic, 4, 4),
        Failed = interval.Failed + Count(traffic, 5, 5),
        Denied = interval.Denied + traffic.Denied,
        Lost = interval.Lost + traffic.Lost,
        Duration = interval.Duration + traffic.Duration,
        Longest = traffic.Longest > interval.Longest ? traffic.Longest : interval.Longest,
    };

    private static long Count(RequestTraffic traffic, int first, int last) => traffic.Answered
        .Where(answered => answered.StatusClass >= first && answered.StatusClass <= last)
        .Sum(answered => answered.Count);

    private static TimeSpan LengthOf(TrafficGrain grain) => grain switch
    {
        TrafficGrain.Minute => TimeSpan.FromMinutes(1),
        TrafficGrain.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static DateTimeOffset StartOf(DateTimeOffset time, TimeSpan length) =>
        new(time.UtcTicks - time.UtcTicks % length.Ticks, TimeSpan.Zero);
}
