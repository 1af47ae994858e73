using Scim.Http.Recording;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Http.Tests.Recording;

/// <summary>Entries that wait.</summary>
internal static class SampleRecords
{
    public static RequestSender Sender(string account, string client = "client") => new(AccountId.Parse(account), ClientId.Parse(client));

    public static LoggedRequest Entry(string account, string client = "client") => new()
    {
        Id = Guid.NewGuid(),
        Account = AccountId.Parse(account),
        When = DateTimeOffset.UnixEpoch,
        Client = ClientId.Parse(client),
        Method = "POST",
        Route = "/Users",
        Operation = "CreateUser",
        Status = 409,
        Duration = TimeSpan.Zero,
        CorrelationId = "0",
    };
}
