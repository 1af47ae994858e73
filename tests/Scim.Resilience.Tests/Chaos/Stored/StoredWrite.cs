using Azure.Data.Tables;

namespace Scim.Resilience.Tests.Chaos.Stored;

/// <summary>An audit row.</summary>
internal sealed class StoredWrite(TableEntity row)
{
    public string Key { get; } = row.RowKey;

    /// <summary>The end of its key.</summary>
    public string WriteId { get; } = row.RowKey[(row.RowKey.LastIndexOf(':') + 1)..];

    public string Operation { get; } = row.GetString("Operation");

    public string User { get; } = row.GetString("User");

    public string? PreviousVersion { get; } = row.GetGuid("PreviousVersion")?.ToString("D");

    public string? NewVersion { get; } = row.GetGuid("NewVersion")?.ToString("D");

    public bool ActiveAfter { get; } = row.GetBoolean("ActiveAfter") == true;

    public bool WaitingAfter { get; } = row.GetBoolean("WaitingAfter") == true;

    /// <summary>Licences in use and users after the write; null where it did not write the account row.</summary>
    public (int LicencesInUse, int Users)? After { get; } =
        row.GetInt32("LicencesInUseAfter") is { } licences && row.GetInt32("UsersAfter") is { } users ? (licences, users) : null;

    /// <summary>The trace id of the request.</summary>
    public string Trace { get; } = row.GetString("CorrelationId");

    public bool IsCreation => Operation == "Create";

    public bool IsDeletion => Operation == "Delete";

    public override string ToString() => $"the {Operation} {WriteId} of user {User}";
}
