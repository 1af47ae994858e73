using System.Globalization;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Requests;

/// <summary>The counts of a minute, a client and an instance.</summary>
internal static class TrafficRow
{
    private const string Minute = "Minute";
    private const string Client = "Client";
    private const string Instance = "Instance";
    private const string Answered = "Answered";
    private const string Denied = "Denied";
    private const string Milliseconds = "Milliseconds";
    private const string LongestMilliseconds = "LongestMilliseconds";
    private const string Lost = "Lost";

    public static TableEntity Write(RequestTraffic counts) =>
        new(counts.Account.Value, RequestKeys.Traffic(counts.Minute, counts.Client, counts.Instance))
        {
            [Minute] = counts.Minute,
            [Client] = counts.Client.Value,
            [Instance] = counts.Instance,
            [Answered] = string.Join(',', counts.Answered.Select(answered => string.Create(
                CultureInfo.InvariantCulture, $"{answered.Operation} {answered.StatusClass} {answered.Count}"))),
            [Denied] = counts.Denied,
            [Milliseconds] = counts.Duration.TotalMilliseconds,
            [LongestMilliseconds] = counts.Longest.TotalMilliseconds,
            [Lost] = counts.Lost,
        };

    public static RequestTraffic Read(TableEntity row)
    {
        var (minute, client, instance) = RequestKeys.TrafficOf(row.RowKey);
        return new RequestTraffic(AccountId.Parse(row.PartitionKey), minute, client, instance)
        {
            Answered = [.. row.GetString(Answered).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)],
            Denied = row.GetInt64(Denied).GetValueOrDefault(),
            Duration = TimeSpan.FromMilliseconds(row.Number(Milliseconds)),
            Longest = TimeSpan.FromMilliseconds(row.Number(LongestMilliseconds)),
            Lost = row.GetInt64(Lost).GetValueOrDefault(),
        };
    }

    private static AnsweredRequests ReadOne(string text) => text.Split(' ') is [var operation, var status, var count]
        ? new AnsweredRequests(
            operation,
            int.Parse(status, NumberStyles.None, CultureInfo.InvariantCulture),
            long.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture))
        : throw new FormatException("The row has counts that are not known.");
}
