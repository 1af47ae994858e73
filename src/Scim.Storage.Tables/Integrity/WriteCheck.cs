using Azure;
using Azure.Data.Tables;
using Scim.Provisioning;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Integrity;

/// <summary>
/// Adds a row to the token buckets and removes it, under a key that no client id can be: no caller ever reads it, and a list of
/// buckets passes it over.
/// </summary>
internal sealed class WriteCheck(StorageTable buckets)
{
    private const string Key = "check:write";

    /// <summary>Why storage refuses to write and what to do about it; null if it does not, or if the table is missing.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (!await buckets.ExistsAsync(cancellationToken))
            return null;
        try
        {
            // A row that is there is of a check at the same time, or of one that was broken off.
            await buckets.AddAsync(new TableEntity(Key, Key), cancellationToken);
            await buckets.DeleteAsync(Key, Key, ETag.All.ToString(), cancellationToken);
            return null;
        }
        catch (StorageUnavailableException failure) when (StorageDiagnosis.RefusalOf(failure) is { } code)
        {
            return $"{code}: have the role Storage Table Data Contributor";
        }
    }
}
