using System.Globalization;
using Scim.Operations.Requests;
using Scim.Provisioning.Identities;

namespace Scim.Console.Requests;

/// <summary>Which traffic is shown, as its address says.</summary>
/// <param name="Grain">How long an interval is.</param>
/// <param name="To">The end of the time; null for now.</param>
internal sealed record TrafficRange(TrafficGrain Grain, DateTimeOffset? To)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>The grains by their words in the address, with what they show.</summary>
    public static IReadOnlyList<(string Word, TrafficGrain Grain, string Name)> Grains { get; } =
    [
        ("minute", TrafficGrain.Minute, "An hour by minutes"),
        ("hour", TrafficGrain.Hour, "Two days by hours"),
        ("day", TrafficGrain.Day, "30 days by days"),
    ];

    /// <summary>How much is shown at once.</summary>
    public TimeSpan Length => Grain switch
    {
        TrafficGrain.Minute => TimeSpan.FromHours(1),
        TrafficGrain.Hour => TimeSpan.FromDays(2),
        _ => TimeSpan.FromDays(30),
    };

    private TimeSpan Step => Grain switch
    {
        TrafficGrain.Minute => TimeSpan.FromMinutes(1),
        TrafficGrain.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>Reads the words of an address; hours until now in place of those that say nothing.</summary>
    public static TrafficRange Read(string? by, string? to)
    {
        var grain = Grains.Where(known => known.Word == by).Select(known => known.Grain).DefaultIfEmpty(TrafficGrain.Hour).First();
        return DateTimeOffset.TryParseExact(to, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            && end.Year is > 2000 and < 9000
            ? new TrafficRange(grain, end) : new TrafficRange(grain, To: null);
    }

    /// <summary>The query for it.</summary>
    public TrafficQuery QueryOf(AccountId account, DateTimeOffset now)
    {
        var end = EndAt(now);
        return new TrafficQuery(account, Grain, end - Length, end);
    }

    /// <summary>The time before.</summary>
    public TrafficRange Earlier(DateTimeOffset now) => this with { To = EndAt(now) - Length };

    /// <summary>The time after; null if this is the last.</summary>
    public TrafficRange? Later(DateTimeOffset now)
    {
        if (To is null || EndAt(now) >= now) return null;
        var end = EndAt(now) + Length;
        return this with { To = end >= now ? null : end };
    }

    /// <summary>The page that shows it.</summary>
    public string AddressOf(AccountId account)
    {
        var word = Grains.First(known => known.Grain == Grain).Word;
        return ConsoleAddresses.Of(account, "traffic") + $"?by={word}"
            + (To is { } to ? $"&to={to.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture)}" : "");
    }

    // Up to the end of the interval that runs.
    private DateTimeOffset EndAt(DateTimeOffset now)
    {
        var end = To ?? now;
        return new DateTimeOffset((end.UtcTicks + Step.Ticks - 1) / Step.Ticks * Step.Ticks, TimeSpan.Zero);
    }
}
