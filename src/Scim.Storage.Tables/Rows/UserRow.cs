using Azure.Data.Tables;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Rows;

/// <summary>A user's row: the document, and beside it the columns that storage can filter by or an operator wants to see.</summary>
internal static class UserRow
{
    /// <summary>The <c>userName</c> as it is compared.</summary>
    public const string UserNameKey = "UserNameKey";

    /// <summary><c>active</c>; without value if the attribute has none.</summary>
    public const string Active = "Active";

    /// <summary><c>meta.created</c></summary>
    public const string Created = "Created";

    /// <summary><c>meta.lastModified</c></summary>
    public const string LastModified = "LastModified";

    private const string UserName = "UserName";
    private const string ExternalId = "ExternalId";
    private const string GivenName = "GivenName";
    private const string FamilyName = "FamilyName";
    private const string DisplayName = "DisplayName";
    private const string Version = "Version";
    private const string WaitingForLicence = "WaitingForLicence";
    private const string EmailIsDerived = "EmailIsDerived";
    private const string Generation = "Generation";

    public static TableEntity Write(AccountId account, UserRecord user)
    {
        var resource = user.Core;
        var name = resource[UserResource.Name] as ComplexValue;
        var userName = UserNameOf(resource);
        var row = new TableEntity(account.Value, UserKeys.User(user.Id))
        {
            [UserName] = userName,
            [UserNameKey] = CaselessText.Fold(userName),
            [ExternalId] = resource[UserResource.ExternalId],
            [Active] = resource[UserResource.Active],
            [GivenName] = name?[UserResource.GivenName],
            [FamilyName] = name?[UserResource.FamilyName],
            [DisplayName] = resource[UserResource.DisplayName],
            [Created] = user.Created,
            [LastModified] = user.LastModified,
            [Version] = user.Version.Value,
            [WaitingForLicence] = user.WaitingForLicence,
            [EmailIsDerived] = user.EmailIsDerived,
        };
        if (user.Generation > 0)
            row[Generation] = user.Generation;
        DocumentColumns.Write(row, user.Document);
        DocumentColumns.WriteUnseen(row, user.Unseen);
        return row;
    }

    public static UserRecord Read(TableEntity row) => new()
    {
        Id = UserKeys.UserOf(row.RowKey),
        Created = row.GetDateTimeOffset(Created).GetValueOrDefault(),
        LastModified = row.GetDateTimeOffset(LastModified).GetValueOrDefault(),
        Version = new WriteId(row.GetGuid(Version).GetValueOrDefault()),
        WaitingForLicence = row.GetBoolean(WaitingForLicence).GetValueOrDefault(),
        EmailIsDerived = row.GetBoolean(EmailIsDerived).GetValueOrDefault(),
        Generation = row.GetInt32(Generation).GetValueOrDefault(), // Rows of an account that never changed its schemas have none.
        Document = DocumentColumns.Read(row),
        Unseen = DocumentColumns.ReadUnseen(row),
        ETag = row.ETag.ToString(),
    };

    /// <summary>The <c>userName</c>, which every user has.</summary>
    public static string UserNameOf(ComplexValue resource) =>
        resource[UserResource.UserName] as string ?? throw new InvalidOperationException("A user without userName cannot be stored.");
}
