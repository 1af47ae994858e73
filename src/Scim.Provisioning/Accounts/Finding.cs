using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Accounts;

/// <summary>Something that is wrong in storage.</summary>
/// <param name="Account">The account; null for storage as a whole or a table.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Subject">
/// The key of the row, the numbers of a counter, the name of a table, when a secret ends, or what storage or its clock says; never an
/// attribute's value.
/// </param>
/// <param name="User">The user that the row is about; null for none.</param>
/// <param name="State">What became of it.</param>
public sealed record Finding(AccountId? Account, FindingKind Kind, string Subject, UserId? User, FindingState State)
{
    /// <summary>The OAuth client whose secret it is about; null for none.</summary>
    public ClientId? Client { get; init; }
}

/// <summary>What can be wrong.</summary>
public enum FindingKind
{
    /// <summary>Storage lets the operator read and not write.</summary>
    WriteRefused,

    /// <summary>The clocks of the operator's machine and of storage differ; metering and the expiry of tokens go by such clocks.</summary>
    Clock,

    /// <summary>A table is not there. The first write creates it.</summary>
    MissingTable,

    /// <summary>The account has no row beside its users: its creation broke off. Creating it again completes it.</summary>
    MissingAccountRow,

    /// <summary>A user's row cannot be read. The licences of its account cannot be counted then.</summary>
    UnreadableUser,

    /// <summary>An index row leads to no user, or to one that has no such value.</summary>
    DanglingIndexRow,

    /// <summary>A user is not found by one of its values.</summary>
    MissingIndexRow,

    /// <summary>
    /// A user's row keeps another <c>userName</c> for comparison than it should, so that storage may leave the user out of a list.
    /// </summary>
    UserNameKey,

    /// <summary>
    /// A user has the <c>userName</c> of another, who is found by it. Only a person can tell which of them shall have it.
    /// </summary>
    SharedUserName,

    /// <summary>
    /// A user's version is more than 5 minutes ahead of the clock: it was written by a clock that was wrong. The next versions follow it
    /// closely, so there is nothing to repair.
    /// </summary>
    VersionAhead,

    /// <summary>
    /// A user was written by more changes of the account's schemas than the account's row has seen: one of the two was put back from
    /// elsewhere. Requests that change or read the user alone fail. Only a person can tell what belongs together.
    /// </summary>
    SchemasAhead,

    /// <summary>The licences in use are not as many as the active users.</summary>
    LicencesInUse,

    /// <summary>The number of users is not that of their rows.</summary>
    Users,

    /// <summary>
    /// Of a stream the account's row says something else than the stream's own: a change of it was broken off, and changes of users make
    /// events for it wrongly, or make none.
    /// </summary>
    StreamSetting,

    /// <summary>There are events of a stream that is gone.</summary>
    StrayEvents,

    /// <summary>There is a note of the delivery of a stream that is gone.</summary>
    StrayDelivery,

    /// <summary>The newest secret of a client has ended or does so within 30 days.</summary>
    SecretEnding,

    /// <summary>The older one of a client's two secrets has ended or does so within 30 days.</summary>
    OlderSecretEnding,
}

/// <summary>What became of a finding.</summary>
public enum FindingState
{
    /// <summary>It is as it was.</summary>
    Found,

    /// <summary>It is right now.</summary>
    Repaired,

    /// <summary>The account changed too often meanwhile to be sure. Check again when less happens.</summary>
    Unsettled,
}
