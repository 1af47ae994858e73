using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Accounts;

/// <summary>The row of an account that lies beside its users, as it was read or written last.</summary>
/// <param name="Account">The account.</param>
/// <param name="LicencesOwned">How many users may be active; null for no limit.</param>
/// <param name="LicencesInUse">How many users are active.</param>
/// <param name="Users">How many users there are.</param>
/// <param name="Settings">How requests of the account are read.</param>
/// <param name="ETag">The storage tag of the row.</param>
public sealed record AccountSnapshot(
    AccountId Account, int? LicencesOwned, int LicencesInUse, int Users, AccountSettings Settings, string ETag)
{
    /// <summary>The strictness of <see cref="Settings"/>.</summary>
    public Strictness Strictness => Settings.Strictness;

    /// <summary>
    /// How many creations and deletions of users there have been; it only grows, so that an equal one means the same users.
    /// </summary>
    public long Turnover { get; init; }

    /// <summary>The last change of the account's schemas. Default: there was none.</summary>
    public SchemaGeneration Schemas { get; init; }

    /// <summary>The streams that take events, at most <see cref="StreamSetting.Most"/>. Default: none.</summary>
    public IReadOnlyList<StreamSetting> Streams { get; init; } = [];

    /// <summary>How many more users may be active; never below zero, also where more are in use than are owned.</summary>
    public int FreeLicences => LicencesOwned is { } owned ? Math.Max(0, owned - LicencesInUse) : int.MaxValue;

    /// <summary>True if one more user may be active.</summary>
    public bool HasFreeLicence => FreeLicences > 0;
}

/// <summary>A change of an account's schemas.</summary>
/// <param name="Number">How many changes there have been with this one; 0 for a new account.</param>
/// <param name="From">From when on every instance goes by it: later than any has old settings.</param>
public readonly record struct SchemaGeneration(int Number, DateTimeOffset From);
