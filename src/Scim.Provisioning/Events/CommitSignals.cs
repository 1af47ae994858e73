using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Events;

/// <summary>Tells those who deliver events that this instance has just written some.</summary>
public sealed class CommitSignals
{
    /// <summary>Raised after a change whose events may have been written; handlers return at once and throw nothing.</summary>
    public event Action<AccountId, IReadOnlyList<StreamSetting>>? Committed;

    /// <summary>Tells of a change.</summary>
    /// <param name="account">The account.</param>
    /// <param name="streams">The streams that its events are for, at least one.</param>
    internal void Raise(AccountId account, IReadOnlyList<StreamSetting> streams) => Committed?.Invoke(account, streams);
}
