using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>Everything that is wrong with an account after a run.</summary>
internal static class ChaosCheck
{
    /// <summary>The faults, each in a sentence; none if all is well.</summary>
    /// <param name="account">The account as stored.</param>
    /// <param name="sent">Everything that was asked of it, and the answers.</param>
    /// <param name="owned">The licences that it owns.</param>
    public static IReadOnlyList<string> Faults(StoredAccount account, IReadOnlyCollection<Sent> sent, int owned)
    {
        var trails = new Trails(account.Writes);
        return
        [
            .. RowsCheck.Faults(account),
            .. TrailCheck.Faults(account, trails),
            .. CountersCheck.Faults(account, trails, owned),
            .. AnswersCheck.Faults(account, sent),
            .. ContentCheck.Faults(account, trails, sent, owned),
            .. OrderCheck.Faults(trails, sent),
        ];
    }
}
