using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>Finds the ids of users by an index.</summary>
internal sealed class IndexLookup(StorageTable users, UserReader reader, QueryLimits limits)
{
    private readonly KnownNames _names = new();

    /// <summary>The users that the index names; null if they are too many to be read one by one.</summary>
    public Task<FewUsers?> FindAsync(AccountId account, IndexedEquality equality, CancellationToken cancellationToken) =>
        equality.Attribute switch
        {
            IndexedAttribute.Id => Task.FromResult<FewUsers?>(OfId(equality.Value)),
            IndexedAttribute.UserName => OfNameAsync(account, UserKeys.UserName(equality.Value), cancellationToken),
            IndexedAttribute.ExternalId => OfRangeAsync(account, UserKeys.ExternalId(equality.Value), cancellationToken),
            _ => OfRangeAsync(account, UserKeys.Email(equality.Value), cancellationToken),
        };

    private static FewUsers OfId(string text) => new(UserId.TryParse(text, out var id) ? [id] : []);

    /// <summary>Reads beside the name's row the user who had the name when it was seen last.</summary>
    private async Task<FewUsers?> OfNameAsync(AccountId account, string key, CancellationToken cancellationToken)
    {
        var known = _names.Find(account, key);
        var ahead = known is { } id ? reader.FindAsync(account, id, cancellationToken) : Task.FromResult<UserRecord?>(null);
        var row = users.FindAsync(account.Value, key, cancellationToken);
        await Task.WhenAll(row, ahead);
        if (await row is not { } found)
            return new FewUsers([]);
        var holder = IndexRow.UserOf(found);
        _names.Note(account, key, holder);
        return new FewUsers([holder], holder == known ? await ahead : null);
    }

    private async Task<FewUsers?> OfRangeAsync(AccountId account, string prefix, CancellationToken cancellationToken)
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
        return new FewUsers(found);
    }
}
