using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Console.Tests.Requests;

/// <summary>Writes into the log of requests as the service does.</summary>
internal static class RequestLogSeed
{
    /// <summary>Markup, as it could stand in a name that a client made up.</summary>
    public const string Hostile = "<script>document.title='owned'</script>";

    private static readonly ClientId Entra = ClientId.Parse("entra-acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A refused request.</summary>
    public static LoggedRequest Refused(AccountId account, DateTimeOffset when, int status, string? type, string? detail) => new()
    {
        Id = Guid.NewGuid(),
        Account = account,
        When = when,
        Client = Entra,
        Method = "POST",
        Route = "/Users",
        Operation = "CreateUser",
        Status = status,
        Type = type,
        Detail = detail,
        Attributes = ["userName", "name"],
        Duration = TimeSpan.FromMilliseconds(12),
        CorrelationId = Guid.NewGuid().ToString("N"),
    };

    /// <summary>Writes entries.</summary>
    public static Task WriteAsync(ConsoleSite site, AccountId account, params IReadOnlyList<LoggedRequest> entries) =>
        site.Get<IRequestLog>().WriteAsync(new RequestBatch(account, entries, []), Cancel);

    /// <summary>Writes the counts of every minute of this hour and the 23 before it, refusals, and one whose words are markup.</summary>
    public static async Task WriteDayAsync(ConsoleSite site, AccountId account)
    {
        var now = TimeProvider.System.GetUtcNow();
        var minute = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        await WriteAsync(
            site,
            account,
            [
                .. Enumerable.Range(1, 30).Select(number =>
                    Refused(account, now.AddMinutes(-20 * number), 409, "uniqueness", "userName is taken by another user.")),
                Refused(account, now.AddHours(-2), 400, "invalidValue", $"The attribute {Hostile} is not known."),
                Refused(account, now.AddHours(-3), 503, null, null),
                Refused(account, now.AddHours(-4), 409, "uniqueness", "externalId is taken by another user."),
            ]);
        var counts = Enumerable.Range(0, (23 * 60) + minute.Minute + 1).Select(ago => Counts(account, minute.AddMinutes(-ago), ago / 60));
        foreach (var some in counts.Chunk(RequestBatch.Most))
            await site.Get<IRequestLog>().WriteAsync(new RequestBatch(account, [], some), Cancel);
    }

    private static RequestTraffic Counts(AccountId account, DateTimeOffset minute, int hour) => new(account, minute, Entra, "one")
    {
        Answered =
        [
            new("CreateUser", 2, 1 + 7 * hour % 31), new("CreateUser", 4, hour % 5), new("GetUser", 5, hour % 11 == 3 ? 2 : 0),
        ],
        Denied = hour % 6 == 2 ? 9 : 0,
        Duration = TimeSpan.FromSeconds(2),
        Longest = TimeSpan.FromMilliseconds(340),
    };
}
