using System.Runtime.CompilerServices;
using Azure;
using Scim.Provisioning;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Tokens;

/// <summary>The issued STS tokens.</summary>
internal sealed class TableTokenStore(TableSet tables) : ITokenStore
{
    private const int RevocationTries = 8;

    public async Task<StsToken?> FindAsync(SecretHash hash, CancellationToken cancellationToken) =>
        await tables.Tokens.FindAsync(TokenRow.Partition(hash), hash.ToString(), cancellationToken) is { } row ? TokenRow.Read(row) : null;

    /// <remarks>Nobody else can have drawn the same 256 random bits, so a row that is there was written by an earlier try.</remarks>
    public async Task AddAsync(StsToken token, CancellationToken cancellationToken)
    {
        var answer = await tables.Tokens.AddAsync(TokenRow.Write(token), cancellationToken);
        if (answer is { Accepted: false, Status: not 409 })
            throw new StorageUnavailableException("Storage refused a token.", answer.Refusal!); // A write without success has a refusal.
    }

    /// <remarks>After a lost answer the caller reads the row again, as after any other change of it.</remarks>
    public async Task<StsToken?> ExtendAsync(
        StsToken asRead, DateTimeOffset lastUsed, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        var answer = await tables.Tokens.MergeAsync(TokenRow.Use(asRead.Hash, lastUsed, expires), asRead.ETag, cancellationToken);
        return answer.Accepted ? asRead with { LastUsed = lastUsed, Expires = expires, ETag = answer.ETag } : null;
    }

    /// <remarks>It takes no tag, so that no use of the token can get in its way; it changes the tag, so that no use undoes it.</remarks>
    public async Task<bool> RevokeAsync(SecretHash hash, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < RevocationTries; tries++)
        {
            var answer = await tables.Tokens.MergeAsync(TokenRow.Revocation(hash), ETag.All.ToString(), cancellationToken);
            if (answer.Accepted || answer.Status == 404)
                return answer.Accepted;
        }
        throw new ContentionException("Other writes kept a revocation from its row.");
    }

    /// <remarks>After a lost answer a row that is gone was removed by the earlier try.</remarks>
    public async Task<bool> RemoveAsync(StsToken asRead, CancellationToken cancellationToken)
    {
        var answer = await tables.Tokens.DeleteAsync(
            TokenRow.Partition(asRead.Hash), asRead.Hash.ToString(), asRead.ETag, cancellationToken);
        return answer.Accepted || answer is { AnswerLost: true, Status: 404 };
    }

    public async IAsyncEnumerable<StsToken> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in tables.Tokens.RowsAsync(filter: null, cancellationToken))
            yield return TokenRow.Read(row);
    }
}
