using System.Text.Json;
using Azure.Data.Tables;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>A user's row, as far as counters and index rows follow from it.</summary>
/// <param name="ETag">The tag of the row.</param>
/// <param name="Version">The version; null if the row cannot be read.</param>
/// <param name="Generation">The changes of the account's schemas that it was written by; 0 if the row cannot be read.</param>
/// <param name="IsActive">True if it takes a licence.</param>
/// <param name="UserNameKey">
/// The <c>userName</c> for comparison that the row should keep; null if it keeps that one, or cannot be read.
/// </param>
/// <param name="Indexes">The index rows it should have, by RowKey; null if the row cannot be read.</param>
internal sealed record StoredUser(
    string ETag, WriteId? Version, int Generation, bool IsActive, string? UserNameKey, Dictionary<string, IndexRow>? Indexes)
{
    public static StoredUser Read(TableEntity row)
    {
        try
        {
            var user = UserRow.Read(row);
            var key = CaselessText.Fold(UserRow.UserNameOf(user.Core));
            var isKept = key == row.GetString(UserRow.UserNameKey);
            var isActive = user.Core[UserResource.Active] is true;
            return new StoredUser(user.ETag, user.Version, user.Generation, isActive, isKept ? null : key, IndexRow.Of(user));
        }
        catch (Exception damage) when (damage is FormatException or JsonException or InvalidOperationException or ScimException)
        {
            return new StoredUser(
                row.ETag.ToString(), Version: null, Generation: 0, IsActive: false, UserNameKey: null, Indexes: null);
        }
    }
}
