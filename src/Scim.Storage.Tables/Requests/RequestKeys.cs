using System.Globalization;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Storage.Tables.Requests;

/// <summary>The RowKeys of an account's log of requests: later times have smaller ones, so that it reads newest first.</summary>
internal static class RequestKeys
{
    /// <summary>Every entry's key lies after this one.</summary>
    public const string BeforeRequests = "request:";

    /// <summary>Every entry's key lies before this one.</summary>
    public const string AfterRequests = "request;";

    /// <summary>Every key of counts lies after this one.</summary>
    public const string BeforeTraffic = "traffic:";

    /// <summary>Every key of counts lies before this one.</summary>
    public const string AfterTraffic = "traffic;";

    private const int TicksLength = 19;

    public static string Request(RequestPosition position) => $"{BeforeRequests}{Inverted(position.When)}:{position.Id:D}";

    /// <summary>The entries of before that time lie after this key, and the others before it.</summary>
    public static string BetweenRequests(DateTimeOffset when) => $"{BeforeRequests}{Inverted(when)};";

    /// <remarks>None of these characters can matter to storage: both names are letters, digits and hyphens.</remarks>
    public static string Traffic(DateTimeOffset minute, ClientId client, string instance) =>
        $"{BeforeTraffic}{Inverted(minute)}:{client.Value}:{instance}";

    /// <summary>The counts of minutes that began before that time lie after this key, and the others before it.</summary>
    public static string BetweenTraffic(DateTimeOffset when) => $"{BeforeTraffic}{Inverted(when)};";

    /// <summary>True for the key of an entry, or of counts, of before that time.</summary>
    public static bool IsBefore(string key, DateTimeOffset when) => string.CompareOrdinal(
        key, key.StartsWith(BeforeTraffic, StringComparison.Ordinal) ? BetweenTraffic(when) : BetweenRequests(when)) > 0;

    /// <summary>The place of an entry's key.</summary>
    /// <exception cref="FormatException">The key is no entry's.</exception>
    public static RequestPosition PositionOf(string key) => new(
        TimeOf(key, BeforeRequests), Guid.ParseExact(key.AsSpan(BeforeRequests.Length + TicksLength + 1), "D"));

    /// <summary>The minute, client and instance of a key of counts.</summary>
    /// <exception cref="FormatException">The key is none of counts.</exception>
    public static (DateTimeOffset Minute, ClientId Client, string Instance) TrafficOf(string key) =>
        key.Split(':') is [_, _, var client, var instance]
            ? (TimeOf(key, BeforeTraffic), ClientId.Parse(client), instance)
            : throw new FormatException("The key is none of counts.");

    private static string Inverted(DateTimeOffset when) =>
        (DateTime.MaxValue.Ticks - when.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static DateTimeOffset TimeOf(string key, string kind) => new(
        DateTime.MaxValue.Ticks
        - long.Parse(key.AsSpan(kind.Length, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture),
        TimeSpan.Zero);
}
