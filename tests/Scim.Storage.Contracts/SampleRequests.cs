using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Storage.Contracts;

/// <summary>Entries and counts for the log of requests.</summary>
public static class SampleRequests
{
    /// <summary>A refused creation that has everything.</summary>
    public static LoggedRequest Refused(DateTimeOffset when, AccountId? account = null) => new()
    {
        Id = Guid.CreateVersion7(when),
        Account = account ?? Sample.Account,
        When = when,
        Client = Sample.Client,
        Method = "POST",
        Route = "/Users",
        Operation = "CreateUser",
        User = UserId.New(when),
        Status = 409,
        Type = "uniqueness",
        Detail = "Another user has this userName.",
        Attributes = ["userName", "name.givenName", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"],
        Duration = TimeSpan.FromTicks(123_457),
        CorrelationId = "0af7651916cd43dd8448eb211c80319c",
        NameMark = new string('a', 64),
        BulkPlace = 3,
    };

    /// <summary>A request that was answered and has nothing that it may lack.</summary>
    public static LoggedRequest Answered(DateTimeOffset when, AccountId? account = null) => new()
    {
        Id = Guid.CreateVersion7(when),
        Account = account ?? Sample.Account,
        When = when,
        Client = Sample.Client,
        Method = "GET",
        Route = "/Users/{id}",
        Operation = "GetUser",
        Status = 200,
        Duration = TimeSpan.Zero,
        CorrelationId = "0af7651916cd43dd8448eb211c80319d",
    };

    /// <summary>Counts of a minute.</summary>
    public static RequestTraffic Counts(
        DateTimeOffset minute, string client = "client-1", string instance = "i-1", long count = 5, AccountId? account = null) =>
        new(account ?? Sample.Account, minute, ClientId.Parse(client), instance)
        {
            Answered = [new("CreateUser", 4, count), new("CreateUser", 2, 7_000_000_000), new("ListUsers", 2, 1)],
            Denied = 6_000_000_000,
            Duration = TimeSpan.FromTicks(987_654_321),
            Longest = TimeSpan.FromTicks(1_234_567),
            Lost = 5_000_000_000,
        };

    /// <summary>The same entry whatever holds its names.</summary>
    public static (LoggedRequest Entry, string Attributes) Compared(LoggedRequest entry) =>
        (entry with { Attributes = None }, string.Join(' ', entry.Attributes));

    /// <summary>The same counts whatever holds them.</summary>
    public static (RequestTraffic Counts, string Answered) Compared(RequestTraffic counts) =>
        (counts with { Answered = NoneAnswered }, string.Join(',', counts.Answered));

    private static readonly string[] None = [];
    private static readonly AnsweredRequests[] NoneAnswered = [];
}
