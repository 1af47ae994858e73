using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>Finds the ids of users by an index.</summary>
internal sealed class IndexLookup(StorageTable users, QueryLimits limits)
{
    /// <summary>The ids of the users that the index names, ascending; null if they are too many to be read one by one.</summary>
    public Task<IReadOnlyList<UserId>?> FindAsync(AccountId account, IndexedEquality equality, CancellationToken cancellationToken) =>
        equality.Attribute switch
        {
            IndexedAttribute.Id => Task.FromResult(OfId(equality.Value)),
            IndexedAttribute.UserName => OfRowAsync(account, UserKeys.UserName(equality.Value), cancellationToken),
            IndexedAttribute.ExternalId => OfRangeAsync(account, UserKeys.ExternalId(equality.Value), cancellationToken),
            _ => OfRangeAsync(account, UserKeys.Email(equality.Value), cancellationToken),
        };

    private static IReadOnlyList<UserId>? OfId(string text) => UserId.TryParse(text, out var id) ? [id] : [];

    private async Task<IReadOnlyList<UserId>?> OfRowAsync(AccountId account, string key, CancellationToken cancellationToken) =>
        await users.FindAsync(account.Value, key, cancellationToken) is { } row ? [IndexRow.UserOf(row)] : [];

    private async Task<IReadOnlyList<UserId>?> OfRangeAsync(AccountId account, string prefix, CancellationToken cancellationToken)
    {
        var end = $"{prefix[..^1]};";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account.Value} and RowKey gt {prefix} and RowKey lt {end}");
        var found = new List<UserId>();
        await foreach (var page in users.PagesAsync(filter, limits.IndexMatches + 1, columns: null, cancellationToken))
        {
            found.AddRange(page.Select(IndexRow.UserOf));
            if (found.Count > limits.IndexMatches)
                return null;
        }
        return found;
    }
}
