using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Rows;

/// <summary>An entry of the audit trail, and the proof that its write happened.</summary>
internal static class AuditRow
{
    private const string When = "When";
    private const string Client = "Client";
    private const string Operation = "Operation";
    private const string User = "User";
    private const string ChangedAttributes = "ChangedAttributes";
    private const string PreviousVersion = "PreviousVersion";
    private const string NewVersion = "NewVersion";
    private const string ActiveAfter = "ActiveAfter";
    private const string WaitingAfter = "WaitingAfter";
    private const string LicencesInUseAfter = "LicencesInUseAfter";
    private const string UsersAfter = "UsersAfter";
    private const string CorrelationId = "CorrelationId";

    public static string Key(AuditEntry entry) => UserKeys.Audit(entry.When, entry.WriteId);

    public static TableEntity Write(AuditEntry entry) => new(entry.Account.Value, Key(entry))
    {
        [When] = entry.When,
        [Client] = entry.Client.Value,
        [Operation] = entry.Operation.ToString(),
        [User] = entry.User.ToString(),
        [ChangedAttributes] = string.Join(' ', entry.ChangedAttributes),
        [PreviousVersion] = entry.PreviousVersion?.Value,
        [NewVersion] = entry.Operation == AuditOperation.Delete ? null : entry.WriteId.Value,
        [ActiveAfter] = entry.ActiveAfter,
        [WaitingAfter] = entry.WaitingAfter,
        [LicencesInUseAfter] = entry.LicencesInUseAfter,
        [UsersAfter] = entry.UsersAfter,
        [CorrelationId] = entry.CorrelationId,
    };

    public static AuditEntry Read(TableEntity row) => new()
    {
        Account = AccountId.Parse(row.PartitionKey),
        WriteId = UserKeys.WriteOf(row.RowKey),
        When = row.GetDateTimeOffset(When).GetValueOrDefault(),
        Client = ClientId.Parse(row.GetString(Client)),
        Operation = Enum.Parse<AuditOperation>(row.GetString(Operation)),
        User = UserId.TryParse(row.GetString(User), out var user) ? user : throw new FormatException("The row is no audit row."),
        ChangedAttributes = row.GetString(ChangedAttributes).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        PreviousVersion = row.GetGuid(PreviousVersion) is { } version ? new WriteId(version) : null,
        ActiveAfter = row.GetBoolean(ActiveAfter).GetValueOrDefault(),
        WaitingAfter = row.GetBoolean(WaitingAfter).GetValueOrDefault(),
        LicencesInUseAfter = row.GetInt32(LicencesInUseAfter),
        UsersAfter = row.GetInt32(UsersAfter),
        CorrelationId = row.GetString(CorrelationId),
    };
}
