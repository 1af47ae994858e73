using System.Text.Json;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Provisioning.Tests.Users;

/// <summary>Brings users into the account as an operator does.</summary>
internal static class Loads
{
    /// <summary>A user to bring.</summary>
    public static NewUser User(string userName, DateTimeOffset now, int number = 0, string more = "") => NewUser.Read(
        number,
        UserId.New(now),
        JsonElement.Parse($$"""{"userName":"{{userName}}","name":{"givenName":"A","familyName":"B"}{{more}}}"""),
        ReadingRules.Default);

    /// <summary>Brings them, and says what became of each.</summary>
    public static async Task<List<NewUserOutcome>> LoadAsync(
        IUserStore users, IAccountStore accounts, TimeProvider time, IEnumerable<NewUser> source, CommitSignals? commits = null)
    {
        using var remembered = new RememberedAccounts(accounts, time);
        var request = CallContext.OfOperator(ClientId.Parse("operator"), Instance.Account, ReadingRules.Default, "correlation");
        return await new UserLoader(users, remembered, commits ?? new CommitSignals(), time)
            .LoadAsync(request, source.ToAsyncEnumerable(), TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
